"""Write the style sheet of the window from the tones and the measures in use."""

from __future__ import annotations

import re

from quotadesk.datafiles import data_dir
from quotadesk.ui.metrics import BAR, CONTROL, TYPE, px, scale
from quotadesk.ui.tones import Tones

_SHEET = """
QMainWindow, #desk { background: $window; }
QDialog { background: $surface; }
QWidget { color: $text; }
QToolTip { background: $raised; color: $text; border: 1px solid $line; padding: ${p4}px ${p8}px; font-size: ${f_secondary}px; }
QMenuBar { background: $surface; border-bottom: 1px solid $line; padding: 0 ${p8}px; font-size: ${f_secondary}px; }
QMenuBar::item { padding: ${p4}px ${p8}px; background: transparent; border-radius: ${p4}px; }
QMenuBar::item:selected { background: $accent_soft; }
QMenu { background: $surface; border: 1px solid $line; padding: ${p4}px; }
QMenu::item { padding: ${p6}px ${p24}px ${p6}px ${p12}px; border-radius: ${p4}px; }
QMenu::item:selected { background: $accent_soft; }
QMenu::item:disabled { color: $faint; }
QMenu::separator { height: 1px; background: $line; margin: ${p4}px ${p8}px; }
QScrollArea, QStackedWidget { background: transparent; border: none; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QSplitter::handle { background: $line; }

QScrollBar:vertical { background: transparent; width: ${p10}px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: ${p10}px; margin: 0; }
QScrollBar::handle { background: $histogram; border-radius: ${p3}px; margin: ${p2}px; }
QScrollBar::handle:vertical { min-height: ${p24}px; }
QScrollBar::handle:horizontal { min-width: ${p24}px; }
QScrollBar::handle:hover { background: $faint; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QPushButton { background: $surface; border: 1px solid $line; border-radius: ${p7}px; padding: 0 ${p12}px;
  min-height: ${control}px; font-size: ${f_secondary}px; color: $text; }
QPushButton:hover { background: $raised; border-color: $histogram; }
QPushButton:pressed { background: $accent_soft; }
QPushButton:checked { background: $accent_soft; border-color: $accent; }
QPushButton:focus { border: 1px solid $accent; }
QPushButton:disabled { color: $faint; background: $window; }
QPushButton[role="primary"] { background: $accent; border-color: $accent; color: $on_accent; font-weight: $strong; }
QPushButton[role="primary"]:hover { background: $accent; border-color: $text; }
QPushButton[role="primary"]:focus { border: 2px solid $text; }
QPushButton[role="primary"]:disabled { background: $line; border-color: $line; color: $secondary; }
QPushButton[role="link"] { background: transparent; border: 1px solid transparent; color: $accent; padding: 0 1px;
  min-height: ${p18}px; text-align: left; }
QPushButton[role="link"]:hover { text-decoration: underline; }
QPushButton[role="link"]:focus { border: 1px solid $accent; border-radius: ${p4}px; }
QPushButton[role="danger"] { color: $bad; }
QPushButton::menu-indicator { image: none; width: 0; }

QLineEdit, QComboBox, QSpinBox { background: $surface; border: 1px solid $line; border-radius: ${p7}px; padding: 0 ${p8}px;
  min-height: ${control}px; selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit:focus, QComboBox:focus, QSpinBox:focus { border: 1px solid $accent; }
QComboBox::drop-down { border: none; width: ${p24}px; }
QComboBox::down-arrow { image: url("$chevron"); width: ${p12}px; height: ${p12}px; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $line; selection-background-color: $accent_soft;
  selection-color: $text; outline: none; padding: ${p4}px; }
QTextEdit, QPlainTextEdit { background: transparent; border: none; selection-background-color: $accent;
  selection-color: $on_accent; }

#lookupbar { background: $surface; border-bottom: 1px solid $line; }
#lookupbox { background: $raised; border: 1px solid $line; border-radius: ${p8}px; }
#lookupbox[focused="true"] { border: 1px solid $accent; background: $surface; }
#lookupbox QLineEdit { border: none; background: transparent; padding: 0 ${p2}px; min-height: ${p24}px; }
QPushButton[role="chip"] { background: $accent_soft; border: 1px solid $accent_soft; border-radius: ${p5}px;
  min-height: ${p20}px; padding: 0 ${p6}px; color: $text; font-size: ${f_secondary}px; }
QPushButton[role="chip"]:focus { border: 1px solid $accent; }
QPushButton[role="chip"][chosen="true"] { background: $selection; border: 1px solid $accent; }
#preview { background: $surface; border: 1px solid $line; border-radius: ${p8}px; }

#rail { background: $surface; border-right: 1px solid $line; }
#rail QToolButton { border: 1px solid transparent; border-radius: ${p8}px; background: transparent; }
#rail QToolButton:hover { background: $raised; }
#rail QToolButton:checked { background: $accent_soft; }
#rail QToolButton:focus { border: 1px solid $accent; }

#results { background: $surface; }
#resultshead { background: $surface; }
QTableView { background: $surface; border: none; outline: none; font-size: ${f_body}px; }
QHeaderView { background: $surface; }
QHeaderView::section { background: $raised; color: $secondary; border: none; border-top: 1px solid $line;
  border-bottom: 1px solid $line; padding: 0 ${p6}px; font-size: ${f_caption}px; font-weight: 500; }
#headings { background: $raised; border-top: 1px solid $line; border-bottom: 1px solid $line; }
#headings QLabel { color: $secondary; font-size: ${f_caption}px; font-weight: 500; }
QHeaderView::section:first { padding-left: ${p16}px; }
#figures::item { padding: 0 ${p6}px; }
#figures QHeaderView::section:first { padding-left: ${p6}px; }
QTableCornerButton::section { background: $raised; border: none; }

#casepane { background: $window; }
QFrame[role="card"] { background: $surface; border: 1px solid $line; border-radius: ${p10}px; }
QFrame[role="hairline"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
QLabel { background: transparent; }
QLabel[role="title"] { font-size: ${f_title}px; font-weight: $strong; }
QLabel[role="verdict"] { font-size: ${f_verdict}px; font-weight: $strong; }
QLabel[role="strong"] { font-weight: $strong; }
QLabel[role="head"] { font-size: ${f_caption}px; font-weight: $strong; color: $secondary; }
QLabel[role="secondary"] { color: $secondary; font-size: ${f_secondary}px; }
QLabel[role="caption"] { color: $secondary; font-size: ${f_caption}px; }
QLabel[role="bad"] { color: $bad; font-weight: $strong; font-size: ${f_secondary}px; }
QLabel[role="good"] { color: $good; font-size: ${f_secondary}px; }
QLabel[role="warning"] { color: $warning; font-size: ${f_secondary}px; }
QLabel[role="count"] { font-weight: $strong; font-size: ${f_secondary}px; }
QLabel[role="note"] { background: $warning_soft; color: $warning; border-radius: ${p7}px; padding: ${p6}px ${p10}px;
  font-size: ${f_secondary}px; }
QLabel[role="okay"] { background: $good_soft; color: $good; border-radius: ${p7}px; padding: ${p6}px ${p10}px;
  font-size: ${f_secondary}px; }
QLabel[role="failure"] { background: $bad_soft; color: $bad; border-radius: ${p7}px; padding: ${p6}px ${p10}px;
  font-size: ${f_secondary}px; }
QFrame[role="asking"] { background: $warning_soft; border: 1px solid $warning; border-radius: ${p7}px; }
QLabel[role="pill"], QPushButton[role="pill"] { border-radius: ${p5}px; padding: 0 ${p8}px; min-height: ${p20}px; font-size: ${f_secondary}px;
  border: 1px solid $line; background: $surface; font-weight: 400; }
QPushButton[role="pill"][tone="good"] { background: $good_soft; color: $good; border-color: $good_soft; font-weight: 500; }
QPushButton[role="pill"][tone="warning"] { background: $warning_soft; color: $warning; border-color: $warning_soft; font-weight: 500; }
QPushButton[role="pill"][tone="bad"] { background: $bad_soft; color: $bad; border-color: $bad_soft; font-weight: 500; }
QPushButton[role="pill"][tone="accent"] { background: $accent_soft; color: $accent; border-color: $accent_soft; font-weight: 500; }
QPushButton[role="pill"]:focus { border: 1px solid $accent; }

QTabBar { background: transparent; }
QTabBar::tab { background: transparent; color: $secondary; border: none; padding: ${p6}px ${p2}px; margin-right: ${p16}px;
  border-bottom: 2px solid transparent; font-size: ${f_secondary}px; }
QTabBar::tab:selected { color: $text; font-weight: $strong; border-bottom: 2px solid $accent; }
QTabBar::tab:hover { color: $text; }
QTabBar:focus { outline: none; }
QTabBar::tab:selected:focus { color: $accent; }

#copybar { background: $window; }
QStatusBar { background: $surface; border-top: 1px solid $line; font-size: ${f_secondary}px; color: $secondary; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: $secondary; font-size: ${f_secondary}px; }
QStatusBar QLabel[role="warning"] { color: $warning; }
QStatusBar QLabel[role="sample"] { background: $warning_soft; color: $warning; font-weight: $strong; border-radius: ${p5}px;
  padding: 0 ${p8}px; margin-left: ${p8}px; }
QProgressBar { background: $line; border: none; border-radius: ${p2}px; max-height: ${p4}px; min-height: ${p4}px; }
QProgressBar::chunk { background: $accent; border-radius: ${p2}px; }

#page { background: $window; }
QListWidget { background: $surface; border: 1px solid $line; border-radius: ${p10}px; outline: none; padding: ${p4}px; }
QListView:focus, QTreeView:focus { border: 1px solid $accent; }
QListWidget::item { border-radius: ${p6}px; padding: ${p6}px ${p8}px; color: $text; }
QListWidget::item:selected { background: $accent_soft; color: $text; }
QListView { background: $surface; border: 1px solid $line; outline: none; color: $text; font-size: ${f_secondary}px; }
QListView::item { padding: ${p4}px ${p8}px; color: $text; }
QListView::item:selected { background: $accent_soft; color: $text; }
QListWidget#palettelist { border: none; border-radius: 0; border-top: 1px solid $line; }
#palette { background: $surface; border: 1px solid $histogram; border-radius: ${p10}px; }
#palette QLineEdit { border: none; background: transparent; min-height: ${p36}px; font-size: ${f_verdict}px; padding: 0 ${p12}px; }
#offers { background: $surface; border: 1px solid $histogram; border-radius: ${p10}px; }
#offers #palettelist { border: none; padding: 0; }
#popover { background: $surface; border: 1px solid $histogram; border-radius: ${p10}px; }
#entry { background: transparent; border: none; }
QDialog QPlainTextEdit { background: $raised; border: 1px solid $line; border-radius: ${p7}px; padding: ${p6}px; }
QLabel[role="keycap"] { background: $raised; border: 1px solid $line; border-radius: ${p4}px; padding: 0 ${p6}px;
  min-height: ${p20}px; color: $text; font-size: ${f_caption}px; }
"""
_NAME = re.compile(r"\$\{?(\w+)\}?")


def stylesheet(tones: Tones) -> str:
    """Give the whole sheet for `tones` at the present text size."""
    values: dict[str, object] = tones._asdict()
    values |= {f"p{n}": px(n) for n in (2, 3, 4, 5, 6, 7, 8, 10, 12, 16, 18, 20, 24, 36)}
    values |= {f"f_{name}": px(size) for name, size in TYPE.items()}
    chevron = (data_dir("resources") / "icons" / "chevron-down.svg").as_posix()
    values |= {"strong": scale.strong, "control": px(CONTROL - 2), "bar": px(BAR), "chevron": chevron}
    return _NAME.sub(lambda found: str(values[found[1]]), _SHEET)
