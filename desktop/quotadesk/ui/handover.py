"""Hand a link to the window that is already open, through a socket that only this user can reach.

Whoever writes there can say no more than a link does. A window that finds another one listening leaves it in peace.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from quotadesk.ui.links import LONGEST, is_link

WAIT_MS = 2_000
TAKEN = b"taken\n"


def hand_over(door: Path, link: str) -> bool:
    """Give a link to the window behind `door`; False when there is none or it does not answer."""
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    socket.connectToServer(str(door))
    if not socket.waitForConnected(WAIT_MS):
        return False
    socket.write(link.encode()[: 4 * LONGEST] + b"\n")
    socket.waitForBytesWritten(WAIT_MS)
    answered = socket.waitForReadyRead(WAIT_MS) and bytes(socket.readAll().data()) == TAKEN
    socket.close()
    return bool(answered)


class Handover(QObject):
    """Listens at a door. `given` hands on each link."""

    given = Signal(str)

    def listen(self, door: Path) -> bool:
        """Open the door unless another window stands behind it; False when it could not be opened."""
        from PySide6.QtNetwork import QLocalServer, QLocalSocket

        asking = QLocalSocket()
        asking.connectToServer(str(door))
        if asking.waitForConnected(WAIT_MS):
            asking.close()
            return False
        QLocalServer.removeServer(str(door))  # what a window that was killed left behind
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._take)
        heard = self._server.listen(str(door))
        if heard and door.exists():  # a Windows pipe is no file
            door.chmod(0o600)
        return heard

    def _take(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.setReadBufferSize(4 * LONGEST + 1)
            socket.readyRead.connect(lambda s=socket: self._read(s))
            socket.disconnected.connect(socket.deleteLater)

    def _read(self, socket: QObject) -> None:
        from PySide6.QtNetwork import QLocalSocket

        if not isinstance(socket, QLocalSocket) or not socket.canReadLine():
            return
        link = bytes(socket.readLine().data()).decode("utf-8", "replace").strip()
        if is_link(link):
            socket.write(TAKEN)
            socket.flush()
            self.given.emit(link)
        else:
            socket.close()
