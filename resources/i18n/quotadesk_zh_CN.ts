<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>Account</name>
        <message>
            <source>Balance and limits</source>
            <translation>余额与限额</translation>
        </message>
        <message>
            <source>At the request</source>
            <translation>请求当时</translation>
        </message>
        <message>
            <source>no limit</source>
            <translation>不限额</translation>
        </message>
        <message>
            <source>not recorded; only the state now is known</source>
            <translation>未记录，仅知当前状态</translation>
        </message>
        <message>
            <source>not judged</source>
            <translation>未判断</translation>
        </message>
        <message>
            <source>read {time}</source>
            <translation>{time} 读取</translation>
        </message>
        <message>
            <source>{left} left</source>
            <translation>剩余 {left}</translation>
        </message>
        <message>
            <source>Limit</source>
            <translation>限流</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>密钥</translation>
        </message>
        <message>
            <source>{pot} now</source>
            <translation>{pot}（当前）</translation>
        </message>
        <message>
            <source>{left} of {limit} left</source>
            <translation>剩余 {left}，限额 {limit}</translation>
        </message>
        <message>
            <source>enough now, read {age} · at the request: not recorded</source>
            <translation>当前充足，{age}读取 · 请求当时：未记录</translation>
        </message>
        <message>
            <source>now: read {age} · for your eyes only</source>
            <translation>当前：{age}读取 · 仅供内部查看</translation>
        </message>
    </context>
    <context>
        <name>Action</name>
        <message>
            <source>Go to the lookup bar</source>
            <translation>转到查询栏</translation>
        </message>
        <message>
            <source>Paste a ticket and look it up</source>
            <translation>粘贴工单并查询</translation>
        </message>
        <message>
            <source>Look up again</source>
            <translation>重新查询</translation>
        </message>
        <message>
            <source>Start a new lookup</source>
            <translation>新建查询</translation>
        </message>
        <message>
            <source>Back to the lookup before</source>
            <translation>回到上一个查询</translation>
        </message>
        <message>
            <source>Forward to the lookup after</source>
            <translation>前进到后一次查询</translation>
        </message>
        <message>
            <source>Save this lookup …</source>
            <translation>保存此查询……</translation>
        </message>
        <message>
            <source>Delete a saved lookup …</source>
            <translation>删除已保存的查询…</translation>
        </message>
        <message>
            <source>Copy this lookup as text</source>
            <translation>复制查询文本</translation>
        </message>
        <message>
            <source>Copy a link to this lookup</source>
            <translation>复制本次查询的链接</translation>
        </message>
        <message>
            <source>Group the failures by error</source>
            <translation>将失败按错误分组</translation>
        </message>
        <message>
            <source>Choose the columns …</source>
            <translation>选择列…</translation>
        </message>
        <message>
            <source>Export what was found …</source>
            <translation>导出查询结果…</translation>
        </message>
        <message>
            <source>Cancel what is being read</source>
            <translation>取消读取</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>退出</translation>
        </message>
        <message>
            <source>Copy a link to this case</source>
            <translation>复制本案例的链接</translation>
        </message>
        <message>
            <source>Copy the customer reply</source>
            <translation>复制客户回复</translation>
        </message>
        <message>
            <source>Copy the hand-off note</source>
            <translation>复制交接单</translation>
        </message>
        <message>
            <source>Copy the text in sight as rich text</source>
            <translation>以富文本复制当前文本</translation>
        </message>
        <message>
            <source>Copy the text in sight as plain text</source>
            <translation>以纯文本复制当前文本</translation>
        </message>
        <message>
            <source>Copy the text in sight as Markdown</source>
            <translation>以 Markdown 复制当前文本</translation>
        </message>
        <message>
            <source>Copy the text in sight for a chat</source>
            <translation>以聊天格式复制当前文本</translation>
        </message>
        <message>
            <source>Switch the text's language</source>
            <translation>切换文本语言</translation>
        </message>
        <message>
            <source>Put a template into the text … (or type ::)</source>
            <translation>在文本中插入模板…（或输入 ::）</translation>
        </message>
        <message>
            <source>Bring the template's text back</source>
            <translation>恢复模板原文</translation>
        </message>
        <message>
            <source>Write the low-balance notice</source>
            <translation>撰写余额提醒</translation>
        </message>
        <message>
            <source>Fill the gaps of the text …</source>
            <translation>填写文本中的空缺…</translation>
        </message>
        <message>
            <source>Add this request to a case …</source>
            <translation>将此请求加入案例…</translation>
        </message>
        <message>
            <source>Export the chosen case …</source>
            <translation>导出所选案例…</translation>
        </message>
        <message>
            <source>Close the chosen case, or reopen it</source>
            <translation>关闭或重新打开所选案例</translation>
        </message>
        <message>
            <source>Delete the chosen case …</source>
            <translation>删除所选案例…</translation>
        </message>
        <message>
            <source>Show all proof of the verdict</source>
            <translation>查看判定的全部依据</translation>
        </message>
        <message>
            <source>Show what leaves this machine</source>
            <translation>查看将离开本机的内容</translation>
        </message>
        <message>
            <source>Show what is known of this gateway</source>
            <translation>查看该网关的已知情况</translation>
        </message>
        <message>
            <source>Show the reply</source>
            <translation>显示客户回复</translation>
        </message>
        <message>
            <source>Show the hand-off note</source>
            <translation>显示交接单</translation>
        </message>
        <message>
            <source>Show the ledger</source>
            <translation>显示账目</translation>
        </message>
        <message>
            <source>Next request</source>
            <translation>下一个请求</translation>
        </message>
        <message>
            <source>Previous request</source>
            <translation>上一个请求</translation>
        </message>
        <message>
            <source>Next failed request</source>
            <translation>下一个失败请求</translation>
        </message>
        <message>
            <source>Read the newest rows</source>
            <translation>读取最新日志</translation>
        </message>
        <message>
            <source>Add a connection</source>
            <translation>添加连接</translation>
        </message>
        <message>
            <source>Import a file …</source>
            <translation>导入文件…</translation>
        </message>
        <message>
            <source>Figures of the week …</source>
            <translation>一周统计…</translation>
        </message>
        <message>
            <source>Menu</source>
            <translation>菜单</translation>
        </message>
        <message>
            <source>Lookup</source>
            <translation>查询</translation>
        </message>
        <message>
            <source>Cases</source>
            <translation>案例</translation>
        </message>
        <message>
            <source>Connections</source>
            <translation>连接</translation>
        </message>
        <message>
            <source>Templates</source>
            <translation>模板</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>设置</translation>
        </message>
        <message>
            <source>All commands</source>
            <translation>全部命令</translation>
        </message>
        <message>
            <source>Switch the window's language</source>
            <translation>切换界面语言</translation>
        </message>
        <message>
            <source>Switch between light and dark</source>
            <translation>切换浅色与深色</translation>
        </message>
        <message>
            <source>Larger text</source>
            <translation>放大文字</translation>
        </message>
        <message>
            <source>Smaller text</source>
            <translation>缩小文字</translation>
        </message>
        <message>
            <source>Keys on one page</source>
            <translation>快捷键一览</translation>
        </message>
        <message>
            <source>About Quotadesk</source>
            <translation>关于 Quotadesk</translation>
        </message>
    </context>
    <context>
        <name>Age</name>
        <message>
            <source>today</source>
            <translation>今日</translation>
        </message>
    </context>
    <context>
        <name>Asking</name>
        <message>
            <source>Copy all the same</source>
            <translation>仍要复制</translation>
        </message>
        <message>
            <source>Back to the text</source>
            <translation>返回修改</translation>
        </message>
        <message>
            <source>You typed {figures}; it is not in the evidence. Copy it all the same?</source>
            <translation>您输入的 {figures} 不在证据中，仍要复制吗？</translation>
        </message>
    </context>
    <context>
        <name>Blanks</name>
        <message>
            <source>Only you know these. An empty line stays marked in the text.</source>
            <translation>这些内容只有您知道，留空的仍会标出。</translation>
        </message>
        <message>
            <source>Fill the gaps of this text</source>
            <translation>填写此文本的空缺</translation>
        </message>
        <message>
            <source>Write them in</source>
            <translation>写入</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
    </context>
    <context>
        <name>Case</name>
        <message>
            <source>The customer pasted a whole key: it is masked here; advise to revoke it</source>
            <translation>客户粘贴了完整密钥：此处已掩码，请建议其吊销</translation>
        </message>
        <message>
            <source>No request chosen</source>
            <translation>尚未选择请求</translation>
        </message>
        <message>
            <source>Look something up and choose a row: verdict, evidence and texts appear here.</source>
            <translation>查询并选择一行，判定、证据与文本会显示在这里。</translation>
        </message>
        <message>
            <source>Reading the case …</source>
            <translation>正在读取案例……</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>重试</translation>
        </message>
        <message>
            <source>Copied: {name}</source>
            <translation>已复制：{name}</translation>
        </message>
        <message>
            <source>Reply copied</source>
            <translation>客户回复已复制</translation>
        </message>
        <message>
            <source>Hand-off note copied</source>
            <translation>交接单已复制</translation>
        </message>
        <message>
            <source>This text has no gap to fill</source>
            <translation>此文本没有待填内容</translation>
        </message>
        <message>
            <source>Your edited note stays as it is: look for owners in it</source>
            <translation>已编辑的交接单保持不变，请自行检查其中的归属</translation>
        </message>
        <message>
            <source>Not copied yet: a figure waits for your word</source>
            <translation>尚未复制：有数字待您确认</translation>
        </message>
    </context>
    <context>
        <name>CaseAsking</name>
        <message>
            <source>Verdict and evidence are kept as they are now. Texts that you copy from here on are noted with their time.</source>
            <translation>将按当前状态留存判定与证据；此后复制的文本会连同时间一并记录。</translation>
        </message>
        <message>
            <source>Already in {ticket}. Adding again keeps how it stands now, beside that.</source>
            <translation>已在案例 {ticket} 中。再次加入会另存一份当前状态。</translation>
        </message>
        <message>
            <source>Add to case</source>
            <translation>加入案例</translation>
        </message>
        <message>
            <source>Ticket number</source>
            <translation>工单号</translation>
        </message>
        <message>
            <source>Add</source>
            <translation>加入</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
    </context>
    <context>
        <name>CaseKeeping</name>
        <message>
            <source>Choose a request first; then it can be kept in a case.</source>
            <translation>请先选择一个请求，再加入案例。</translation>
        </message>
        <message>
            <source>Kept in case {ticket}</source>
            <translation>已存入案例 {ticket}</translation>
        </message>
        <message>
            <source>Copied, and noted in case {ticket}</source>
            <translation>已复制，并记入案例 {ticket}</translation>
        </message>
    </context>
    <context>
        <name>CaseLink</name>
        <message>
            <source>Add to case</source>
            <translation>加入案例</translation>
        </message>
        <message>
            <source>Keep this request under a ticket number, with its evidence as it is now.</source>
            <translation>按工单号留存此请求及其当前证据。</translation>
        </message>
        <message>
            <source>Ctrl+D keeps it once more, as it stands now.</source>
            <translation>按 Ctrl+D 可再存一份当前状态。</translation>
        </message>
        <message>
            <source>In case {ticket}</source>
            <translation>案例 {ticket}</translation>
        </message>
    </context>
    <context>
        <name>CasePage</name>
        <message>
            <source>Requests, as they were judged</source>
            <translation>请求与当时的判定</translation>
        </message>
        <message>
            <source>Texts that were copied</source>
            <translation>已复制的文本</translation>
        </message>
        <message>
            <source>Export …</source>
            <translation>导出…</translation>
        </message>
        <message>
            <source>Write a folder for colleagues; every file passes the gate.</source>
            <translation>为同事导出一个文件夹，每个文件都经过脱敏检查。</translation>
        </message>
        <message>
            <source>Delete …</source>
            <translation>删除…</translation>
        </message>
        <message>
            <source>Note (redacted when it is saved)</source>
            <translation>备注（保存时自动脱敏）</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>备注</translation>
        </message>
        <message>
            <source>None yet: Ctrl+D on the Lookup page adds the request in sight.</source>
            <translation>暂无：在“查询”页按 Ctrl+D 可加入当前请求。</translation>
        </message>
        <message>
            <source>None yet: a text copied for one of these requests is noted here.</source>
            <translation>暂无：为这些请求复制的文本会记录在此。</translation>
        </message>
        <message>
            <source>Reopen</source>
            <translation>重新打开</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Copied texts are noted again.</source>
            <translation>复制的文本会重新记录于此。</translation>
        </message>
        <message>
            <source>Copied texts are no longer noted here.</source>
            <translation>复制的文本不再记录于此。</translation>
        </message>
        <message>
            <source>begun {time}</source>
            <translation>创建于 {time}</translation>
        </message>
        <message>
            <source>last change {age}</source>
            <translation>{age}更新</translation>
        </message>
        <message>
            <source>Evidence then</source>
            <translation>当时的证据</translation>
        </message>
        <message>
            <source>Evidence</source>
            <translation>证据</translation>
        </message>
        <message>
            <source>as it was on {time}</source>
            <translation>{time} 时的状态</translation>
        </message>
        <message>
            <source>Open in Lookup</source>
            <translation>在查询中打开</translation>
        </message>
        <message>
            <source>Whole text</source>
            <translation>查看全文</translation>
        </message>
        <message>
            <source>As it was on {time}</source>
            <translation>{time} 时的状态</translation>
        </message>
        <message>
            <source>Proof</source>
            <translation>依据</translation>
        </message>
        <message>
            <source>As the customer wrote it</source>
            <translation>客户原文</translation>
        </message>
        <message>
            <source>charged: {charge}</source>
            <translation>扣费：{charge}</translation>
        </message>
        <message numerus="yes">
            <source>%n request(s)</source>
            <translation>
                <numerusform>%n 个请求</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n text(s)</source>
            <translation>
                <numerusform>%n 份文本</numerusform>
            </translation>
        </message>
        <message>
            <source>closed</source>
            <translation>已关闭</translation>
        </message>
        <message>
            <source>open</source>
            <translation>处理中</translation>
        </message>
        <message numerus="yes">
            <source>%n file(s) written</source>
            <translation>
                <numerusform>已写入 %n 个文件</numerusform>
            </translation>
        </message>
        <message>
            <source>Delete a case</source>
            <translation>删除案例</translation>
        </message>
        <message>
            <source>Its note, evidence and texts are gone for good; the log stays in the store.</source>
            <translation>其备注、证据与文本将彻底删除；本地库中的日志保留。</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>删除</translation>
        </message>
        <message>
            <source>Keep</source>
            <translation>保留</translation>
        </message>
        <message>
            <source>Where to put the folder</source>
            <translation>选择存放位置</translation>
        </message>
        <message>
            <source>No case yet</source>
            <translation>还没有案例</translation>
        </message>
        <message>
            <source>Open a request on the Lookup page and press Ctrl+D: it is kept under its ticket number, with its evidence as it is then. Texts that you copy for it are noted with their time.</source>
            <translation>在“查询”页打开一个请求并按 Ctrl+D，即可按工单号留存该请求及其当时的证据；之后为它复制的文本会连同时间一并记录。</translation>
        </message>
        <message>
            <source>No case has these words</source>
            <translation>没有案例包含这些词句</translation>
        </message>
        <message>
            <source>Search for a ticket number, an owner, a request id or words of a text.</source>
            <translation>可按工单号、归属、请求 ID 或文本中的词句搜索。</translation>
        </message>
        <message>
            <source>Cases</source>
            <translation>案例</translation>
        </message>
        <message>
            <source>What was seen and said about a ticket, as it was then. It stays on this machine.</source>
            <translation>每个工单当时的所见与答复，仅保存在本机。</translation>
        </message>
        <message>
            <source>Ticket, owner, request id or words</source>
            <translation>工单号、归属、请求 ID 或任意词句</translation>
        </message>
        <message>
            <source>Search in cases</source>
            <translation>搜索案例</translation>
        </message>
        <message>
            <source>Go to Lookup</source>
            <translation>前往查询</translation>
        </message>
        <message>
            <source>Delete case {ticket}?</source>
            <translation>删除案例 {ticket}？</translation>
        </message>
        <message>
            <source>Deleted: {ticket}</source>
            <translation>已删除：{ticket}</translation>
        </message>
        <message>
            <source>withheld by the gate: {files}</source>
            <translation>未通过检查而未写出：{files}</translation>
        </message>
    </context>
    <context>
        <name>CheatSheet</name>
        <message>
            <source>Down and up in the table</source>
            <translation>在表格中下移、上移</translation>
        </message>
        <message>
            <source>From the lookup bar into the table</source>
            <translation>从查询栏进入表格</translation>
        </message>
        <message>
            <source>Complete a term; else the next part</source>
            <translation>补全条件；否则到下一处</translation>
        </message>
        <message>
            <source>To the terms; remove one</source>
            <translation>移到条件；删除条件</translation>
        </message>
        <message>
            <source>Remove the last term, in the empty line</source>
            <translation>在空行中移除最后一个条件</translation>
        </message>
        <message>
            <source>Empty line and terms; bring them back</source>
            <translation>清空文字与条件；再恢复</translation>
        </message>
        <message>
            <source>Copy an evidence value</source>
            <translation>复制一项证据的值</translation>
        </message>
        <message>
            <source>A template, while writing a text</source>
            <translation>编辑文本时插入模板</translation>
        </message>
        <message>
            <source>Close what is open</source>
            <translation>关闭打开的内容</translation>
        </message>
        <message>
            <source>From a ticket to a copied reply: Ctrl+Shift+V, then Ctrl+Enter.</source>
            <translation>从工单到复制好的回复：Ctrl+Shift+V，然后 Ctrl+Enter。</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>快捷键</translation>
        </message>
        <message>
            <source>Keys on one page</source>
            <translation>快捷键一览</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>In the parts of the window</source>
            <translation>窗口各处</translation>
        </message>
    </context>
    <context>
        <name>Chip</name>
        <message>
            <source>Enter edits, Delete removes.</source>
            <translation>Enter 编辑，Delete 移除。</translation>
        </message>
        <message>
            <source>Down shows other readings.</source>
            <translation>向下键显示其他理解。</translation>
        </message>
        <message>
            <source>Term {name}: {value}</source>
            <translation>条件 {name}：{value}</translation>
        </message>
        <message>
            <source>Edit</source>
            <translation>编辑</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>移除</translation>
        </message>
        <message>
            <source>Read as {text}</source>
            <translation>理解为 {text}</translation>
        </message>
    </context>
    <context>
        <name>Columns</name>
        <message>
            <source>Columns</source>
            <translation>列</translation>
        </message>
        <message>
            <source>Space shows or hides, Alt+↑ and Alt+↓ move.</source>
            <translation>空格显示或隐藏，Alt+↑、Alt+↓ 移动。</translation>
        </message>
        <message>
            <source>Usual columns</source>
            <translation>恢复默认列</translation>
        </message>
    </context>
    <context>
        <name>Connect</name>
        <message>
            <source>It counts requests by address, in three minutes: the desk takes less than half of them, however many at once.</source>
            <translation>网关按地址统计三分钟内的请求数：无论并发多少，本程序占用不超过一半。</translation>
        </message>
        <message>
            <source>One after the other is gentle, and the default. More read a long log sooner.</source>
            <translation>默认逐个请求，对网关最温和；增大可更快读完较长的日志。</translation>
        </message>
        <message>
            <source>LiteLLM names no limit of its own: the desk asks at most a few times a second.</source>
            <translation>LiteLLM 未声明自身限额：每秒最多请求数次。</translation>
        </message>
        <message>
            <source>Testing the connection …</source>
            <translation>正在测试连接……</translation>
        </message>
        <message>
            <source>Connect a gateway</source>
            <translation>连接网关</translation>
        </message>
        <message>
            <source>Quotadesk only reads. Give it the least powerful credential that may read the logs.</source>
            <translation>Quotadesk 只读取数据。请使用能读取日志的最低权限凭证。</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>类型</translation>
        </message>
        <message>
            <source>Address (URL)</source>
            <translation>地址（URL）</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>User id</source>
            <translation>用户 ID</translation>
        </message>
        <message>
            <source>Credential</source>
            <translation>凭证</translation>
        </message>
        <message>
            <source>Requests at once</source>
            <translation>并发请求数</translation>
        </message>
        <message>
            <source>{number} · if its operator allows as many</source>
            <translation>{number} · 需网关运营方允许</translation>
        </message>
        <message>
            <source>as you want to see it; the host name if empty</source>
            <translation>显示用的名称，留空则用主机名</translation>
        </message>
        <message>
            <source>Test and connect</source>
            <translation>测试并连接</translation>
        </message>
        <message>
            <source>To the lookup</source>
            <translation>前往查询</translation>
        </message>
        <message>
            <source>This credential sees only its own rows.</source>
            <translation>该凭证只能看到自己的日志行。</translation>
        </message>
        <message>
            <source>No safe keyring here: the credential lives for this session only.</source>
            <translation>此处没有安全的密钥环：凭证仅在本次会话中有效。</translation>
        </message>
        <message>
            <source>New API needs its address, an administrator's user id, and that user's credential.</source>
            <translation>New API 需要地址、管理员的用户 ID 以及该用户的凭证。</translation>
        </message>
        <message>
            <source>One API needs its address and an administrator's credential.</source>
            <translation>One API 需要地址和管理员的凭证。</translation>
        </message>
        <message>
            <source>LiteLLM needs the proxy's address and a credential that may view its logs.</source>
            <translation>LiteLLM 需要代理地址和可查看日志的凭证。</translation>
        </message>
        <message>
            <source>The credential: Personal settings → Security → system access token. The user id stands in the user list. It goes into the system's keyring, never into a file.</source>
            <translation>凭证：个人设置 → 安全设置 → 系统访问令牌。用户 ID 见用户列表。凭证存入系统密钥环，不写入文件。</translation>
        </message>
        <message>
            <source>The credential: an administrator's access token. It goes into the system's keyring, never into a file.</source>
            <translation>凭证：管理员的访问令牌。凭证存入系统密钥环，不写入文件。</translation>
        </message>
        <message>
            <source>The credential: a key with the role proxy_admin_viewer. It goes into the system's keyring, never into a file.</source>
            <translation>凭证：角色为 proxy_admin_viewer 的密钥。凭证存入系统密钥环，不写入文件。</translation>
        </message>
        <message>
            <source>Connected to {title}</source>
            <translation>已连接到 {title}</translation>
        </message>
    </context>
    <context>
        <name>Connections</name>
        <message>
            <source>Cases stay; the gateway keeps its own log.</source>
            <translation>案例会保留；网关自身的日志不受影响。</translation>
        </message>
        <message>
            <source>Its rows stay in this desk's store unless they are deleted here: add a connection named {name} again to see them, or delete them by the command: quotadesk connections forget {quoted} --rows</source>
            <translation>除非在此一并删除，其日志行仍留在本地库中：再次添加名为 {name} 的连接即可查看；也可用命令删除：quotadesk connections forget {quoted} --rows</translation>
        </message>
        <message>
            <source>Requests at once to {name}: {count}</source>
            <translation>{name} 的并发请求数：{count}</translation>
        </message>
        <message>
            <source>Rows from files</source>
            <translation>来自文件的日志</translation>
        </message>
        <message>
            <source>Opening {name} … The keyring may ask for its password; Ctrl+. cancels.</source>
            <translation>正在打开 {name}… 系统密钥环可能会请求密码；按 Ctrl+. 取消。</translation>
        </message>
        <message>
            <source>Forget a connection</source>
            <translation>删除连接</translation>
        </message>
        <message>
            <source>Also delete the rows that were read from it</source>
            <translation>同时删除从中读取的日志</translation>
        </message>
        <message>
            <source>Forget</source>
            <translation>删除</translation>
        </message>
        <message>
            <source>Keep</source>
            <translation>保留</translation>
        </message>
        <message>
            <source>Connections</source>
            <translation>连接</translation>
        </message>
        <message>
            <source>The gateways whose logs this desk reads. Credentials live in the system's keyring.</source>
            <translation>本工作台所读取的网关。凭证存放在系统密钥环中。</translation>
        </message>
        <message>
            <source>Add</source>
            <translation>添加</translation>
        </message>
        <message>
            <source>Use</source>
            <translation>使用</translation>
        </message>
        <message>
            <source>Forget …</source>
            <translation>删除…</translation>
        </message>
        <message>
            <source>Saved connections</source>
            <translation>已保存的连接</translation>
        </message>
        <message>
            <source>Answers kept: {name}</source>
            <translation>已保存回答：{name}</translation>
        </message>
        <message>
            <source>Forget {name} and its credential?</source>
            <translation>删除 {name} 及其凭证？</translation>
        </message>
        <message>
            <source>Forgotten: {name}</source>
            <translation>已删除：{name}</translation>
        </message>
    </context>
    <context>
        <name>CopyBar</name>
        <message numerus="yes">
            <source>%n value(s) masked</source>
            <translation>
                <numerusform>已脱敏 %n 处</numerusform>
            </translation>
        </message>
        <message>
            <source>Copy hand-off</source>
            <translation>复制交接单</translation>
        </message>
        <message>
            <source>Copy reply</source>
            <translation>复制回复</translation>
        </message>
        <message numerus="yes">
            <source>%n character(s)</source>
            <translation>
                <numerusform>%n 字</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n word(s)</source>
            <translation>
                <numerusform>%n 词</numerusform>
            </translation>
        </message>
        <message>
            <source>Copied</source>
            <translation>已复制</translation>
        </message>
        <message>
            <source>Owners stand as pseudonyms in the hand-off note</source>
            <translation>交接单中的归属以代号表示</translation>
        </message>
        <message>
            <source>Hide owners (wide channel)</source>
            <translation>隐藏归属（公开频道）</translation>
        </message>
    </context>
    <context>
        <name>Coverage</name>
        <message>
            <source>The lookup names no time, so what was read of the log is told with each case.</source>
            <translation>该查询未给出时间，日志读取范围请见各请求的详情。</translation>
        </message>
        <message>
            <source>complete for this window</source>
            <translation>此时间段已读全</translation>
        </message>
        <message>
            <source>the time around it is read</source>
            <translation>其前后时段已读取</translation>
        </message>
        <message>
            <source>searched what is held</source>
            <translation>已在本地日志中查找</translation>
        </message>
        <message>
            <source>not read yet</source>
            <translation>尚未读取</translation>
        </message>
        <message>
            <source>incomplete: {reason}</source>
            <translation>不完整：{reason}</translation>
        </message>
    </context>
    <context>
        <name>Evidence</name>
        <message>
            <source>missing</source>
            <translation>缺失</translation>
        </message>
        <message>
            <source>missing: ask</source>
            <translation>缺失：请向客户询问</translation>
        </message>
        <message>
            <source>Evidence</source>
            <translation>证据</translation>
        </message>
        <message>
            <source>Click or Enter copies the value.</source>
            <translation>单击或按 Enter 复制。</translation>
        </message>
        <message>
            <source>Ask for exactly this: {what}</source>
            <translation>请只询问：{what}</translation>
        </message>
        <message>
            <source>Not given by this gateway: {names}</source>
            <translation>该网关不提供：{names}</translation>
        </message>
    </context>
    <context>
        <name>Figures</name>
        <message>
            <source>Figures of the week</source>
            <translation>一周统计</translation>
        </message>
        <message>
            <source>Figures by</source>
            <translation>统计维度</translation>
        </message>
        <message>
            <source>Read the missing days</source>
            <translation>读取缺少的日期</translation>
        </message>
        <message>
            <source>Looks up the whole week, which reads what is missing.</source>
            <translation>查询整周，同时读取缺少的部分。</translation>
        </message>
        <message>
            <source>Enter looks up the requests of a line.</source>
            <translation>按 Enter 查询该行的请求。</translation>
        </message>
        <message>
            <source>Adding up …</source>
            <translation>正在汇总…</translation>
        </message>
        <message>
            <source>{first} to {last}, whole days in UTC</source>
            <translation>{first} 至 {last}，UTC 整天</translation>
        </message>
        <message>
            <source>Requests</source>
            <translation>请求</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>失败</translation>
        </message>
        <message>
            <source>Tokens in</source>
            <translation>输入 token</translation>
        </message>
        <message>
            <source>Tokens out</source>
            <translation>输出 token</translation>
        </message>
        <message>
            <source>Net charge</source>
            <translation>净扣费</translation>
        </message>
        <message>
            <source>Charge unknown</source>
            <translation>扣费不明</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>模型</translation>
        </message>
        <message>
            <source>Group</source>
            <translation>分组</translation>
        </message>
        <message>
            <source>Owner</source>
            <translation>归属</translation>
        </message>
        <message>
            <source>not named</source>
            <translation>未命名</translation>
        </message>
        <message>
            <source>All</source>
            <translation>合计</translation>
        </message>
    </context>
    <context>
        <name>Files</name>
        <message>
            <source>Table for colleagues (*.csv)</source>
            <translation>内部表格 (*.csv)</translation>
        </message>
        <message>
            <source>JSON lines for colleagues (*.jsonl)</source>
            <translation>内部 JSON 行 (*.jsonl)</translation>
        </message>
        <message>
            <source>Table for the customer (*.csv)</source>
            <translation>给客户的表格 (*.csv)</translation>
        </message>
        <message>
            <source>JSON lines for the customer (*.jsonl)</source>
            <translation>给客户的 JSON 行 (*.jsonl)</translation>
        </message>
        <message>
            <source>Import a file</source>
            <translation>导入文件</translation>
        </message>
        <message>
            <source>Export what was found</source>
            <translation>导出查询结果</translation>
        </message>
        <message numerus="yes">
            <source>%Ln request(s) written</source>
            <translation>
                <numerusform>已写入 %Ln 条请求</numerusform>
            </translation>
        </message>
        <message>
            <source>Exported logs (*.csv *.jsonl *.json *.gz)</source>
            <translation>导出的日志 (*.csv *.jsonl *.json *.gz)</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>所有文件 (*)</translation>
        </message>
        <message>
            <source>Nothing is looked up yet that could be exported.</source>
            <translation>尚无查询结果可导出。</translation>
        </message>
        <message numerus="yes">
            <source>%n text(s) withheld by the gate</source>
            <translation>
                <numerusform>%n 段文本被出口检查拦下</numerusform>
            </translation>
        </message>
        <message>
            <source>Another file is still being read or written.</source>
            <translation>另一个文件仍在读写。</translation>
        </message>
        <message>
            <source>Connection that the rows belong to; a new name makes one without a gateway</source>
            <translation>日志所属的连接；输入新名称则新建没有网关的连接</translation>
        </message>
        <message>
            <source>This file holds every row of a time</source>
            <translation>该文件包含某时段的全部日志行</translation>
        </message>
        <message>
            <source>Choose …</source>
            <translation>选择…</translation>
        </message>
        <message>
            <source>none: a known product's own columns</source>
            <translation>无：使用已知产品的列</translation>
        </message>
        <message>
            <source>Import</source>
            <translation>导入</translation>
        </message>
        <message>
            <source>Mapping file</source>
            <translation>映射文件</translation>
        </message>
        <message>
            <source>Connection</source>
            <translation>连接</translation>
        </message>
        <message>
            <source>From</source>
            <translation>从</translation>
        </message>
        <message>
            <source>To</source>
            <translation>到</translation>
        </message>
        <message>
            <source>Such a time counts as read: a request that is not in the file then did not reach the gateway's log.</source>
            <translation>该时段将视为已完整读取：文件中没有的请求即未进入网关日志。</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Mapping files (*.toml)</source>
            <translation>映射文件 (*.toml)</translation>
        </message>
        <message>
            <source>Import {file}</source>
            <translation>导入 {file}</translation>
        </message>
        <message>
            <source>Name the connection.</source>
            <translation>请填写连接名称。</translation>
        </message>
        <message>
            <source>Say from when to when, such as 2026-11-01 to 2026-12-01.</source>
            <translation>请填写起止时间，例如 2026-11-01 至 2026-12-01。</translation>
        </message>
        <message numerus="yes">
            <source>%Ln row(s) read</source>
            <translation>
                <numerusform>已读取 %Ln 行</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln new</source>
            <translation>
                <numerusform>新增 %Ln</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln changed</source>
            <translation>
                <numerusform>变更 %Ln</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln refused</source>
            <translation>
                <numerusform>拒收 %Ln</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>… and %Ln more refused</source>
            <translation>
                <numerusform>……另有 %Ln 行被拒收</numerusform>
            </translation>
        </message>
        <message>
            <source>Line {number}: {why}</source>
            <translation>第 {number} 行：{why}</translation>
        </message>
    </context>
    <context>
        <name>Forms</name>
        <message>
            <source>Rich</source>
            <translation>富文本</translation>
        </message>
        <message>
            <source>Rich: for mail and ticket editors</source>
            <translation>富文本：适合邮件与工单编辑器</translation>
        </message>
        <message>
            <source>Plain</source>
            <translation>纯文本</translation>
        </message>
        <message>
            <source>Plain text: without any marks</source>
            <translation>纯文本：不含任何标记</translation>
        </message>
        <message>
            <source>Markdown</source>
            <translation>Markdown</translation>
        </message>
        <message>
            <source>Markdown: with its marks</source>
            <translation>Markdown：保留标记</translation>
        </message>
        <message>
            <source>Chat</source>
            <translation>聊天</translation>
        </message>
        <message>
            <source>Chat: short lines, no headings or tables</source>
            <translation>聊天：短行，无标题与表格</translation>
        </message>
        <message>
            <source>Copied as: {form}</source>
            <translation>复制为：{form}</translation>
        </message>
    </context>
    <context>
        <name>Frame</name>
        <message>
            <source>Opening …</source>
            <translation>正在打开……</translation>
        </message>
    </context>
    <context>
        <name>Gateway</name>
        <message>
            <source>gateway not identified</source>
            <translation>网关未识别</translation>
        </message>
        <message>
            <source>ids in UTC</source>
            <translation>ID 时间为 UTC</translation>
        </message>
        <message>
            <source>ids in server time</source>
            <translation>ID 时间为服务器本地时间</translation>
        </message>
        <message>
            <source>How this gateway's evidence may be read</source>
            <translation>如何解读该网关的证据</translation>
        </message>
        <message>
            <source>own rows only</source>
            <translation>仅可见自身记录</translation>
        </message>
        <message>
            <source>answered by an agent</source>
            <translation>由人工填写</translation>
        </message>
        <message>
            <source>Answer on Connections</source>
            <translation>到“连接”页回答</translation>
        </message>
        <message>
            <source>no probe can tell; not answered yet</source>
            <translation>无法探测，尚未回答</translation>
        </message>
        <message>
            <source>found by the probe</source>
            <translation>由探测得出</translation>
        </message>
        <message>
            <source>{unit} quota = $1</source>
            <translation>{unit} 额度 = $1</translation>
        </message>
        <message>
            <source>retries: {policy}</source>
            <translation>重试：{policy}</translation>
        </message>
    </context>
    <context>
        <name>Groups</name>
        <message>
            <source>Error</source>
            <translation>错误</translation>
        </message>
        <message>
            <source>Failures</source>
            <translation>失败数</translation>
        </message>
        <message>
            <source>Share</source>
            <translation>占比</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>密钥数</translation>
        </message>
        <message>
            <source>Owners</source>
            <translation>归属数</translation>
        </message>
        <message>
            <source>Last</source>
            <translation>最近一次</translation>
        </message>
        <message>
            <source>Failures by error, most first</source>
            <translation>按错误分组的失败，最多的在前</translation>
        </message>
        <message>
            <source>no error text</source>
            <translation>无报错文本</translation>
        </message>
    </context>
    <context>
        <name>Guard</name>
        <message>
            <source>there is no gate to ask</source>
            <translation>没有可用的检查</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>复制</translation>
        </message>
        <message>
            <source>Cut</source>
            <translation>剪切</translation>
        </message>
        <message>
            <source>Paste</source>
            <translation>粘贴</translation>
        </message>
        <message>
            <source>Select all</source>
            <translation>全选</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>撤销</translation>
        </message>
        <message>
            <source>Redo</source>
            <translation>重做</translation>
        </message>
    </context>
    <context>
        <name>Histogram</name>
        <message>
            <source>Requests and failures over time</source>
            <translation>请求与失败随时间的分布</translation>
        </message>
        <message>
            <source>{total} requests, {failed} failed. Arrow keys mark, Enter narrows.</source>
            <translation>{total} 个请求，{failed} 个失败。方向键标记，Enter 缩小时间段。</translation>
        </message>
        <message>
            <source>failed</source>
            <translation>失败</translation>
        </message>
    </context>
    <context>
        <name>Leaving</name>
        <message numerus="yes">
            <source>%n gap(s) left</source>
            <translation>
                <numerusform>待填 %n 处</numerusform>
            </translation>
        </message>
        <message>
            <source>What leaves this machine</source>
            <translation>将离开本机的内容</translation>
        </message>
        <message>
            <source>For whom, and where to</source>
            <translation>供谁阅读，去往何处</translation>
        </message>
        <message>
            <source>What does not leave</source>
            <translation>不会离开本机的内容</translation>
        </message>
        <message>
            <source>to the clipboard</source>
            <translation>至剪贴板</translation>
        </message>
        <message>
            <source>{reader}, to the clipboard, when you copy it</source>
            <translation>{reader}，复制时写入剪贴板</translation>
        </message>
        <message>
            <source>Dropped before anything is stored.</source>
            <translation>在存储之前即已丢弃。</translation>
        </message>
        <message>
            <source>What leaves: {what}</source>
            <translation>将发出：{what}</translation>
        </message>
        <message>
            <source>Nothing in it had to be masked.</source>
            <translation>其中没有需要脱敏的内容。</translation>
        </message>
        <message>
            <source>Fill the gaps …</source>
            <translation>填写待填处……</translation>
        </message>
        <message>
            <source>On this screen, never in this text.</source>
            <translation>仅显示在屏幕上，不会写入此文本。</translation>
        </message>
    </context>
    <context>
        <name>Ledger</name>
        <message>
            <source>The gateway's ledger has no row for this request. The verdict says what that proves.</source>
            <translation>网关账目中没有此请求的记录。其含义见判定。</translation>
        </message>
        <message>
            <source>Refund owed: {amount} ({figure}) since {time}; {why}.</source>
            <translation>应退未退：{amount}（{figure}），自 {time} 起；{why}。</translation>
        </message>
        <message>
            <source>Receipts, oldest first</source>
            <translation>凭据，按时间先后</translation>
        </message>
        <message numerus="yes">
            <source>%n row(s)</source>
            <translation>
                <numerusform>共 %n 行</numerusform>
            </translation>
        </message>
        <message>
            <source>The log holds no row for this request. The verdict says what that proves.</source>
            <translation>日志中没有该请求的记录，其意义见判定。</translation>
        </message>
        <message>
            <source>net {amount}</source>
            <translation>净额 {amount}</translation>
        </message>
        <message>
            <source>row</source>
            <translation>行</translation>
        </message>
        <message>
            <source>task</source>
            <translation>任务</translation>
        </message>
    </context>
    <context>
        <name>LookupBar</name>
        <message numerus="yes">
            <source>%n character(s)</source>
            <translation>
                <numerusform>%n 字</numerusform>
            </translation>
        </message>
        <message>
            <source>Paste a ticket, or type owner, key, request id, status, time …</source>
            <translation>粘贴工单，或输入归属、密钥、请求 ID、状态、时间……</translation>
        </message>
        <message>
            <source>Everything is chosen: Delete empties it, Ctrl+Z brings it back</source>
            <translation>已全选：Delete 清空，Ctrl+Z 恢复</translation>
        </message>
        <message>
            <source>Lookup</source>
            <translation>查询</translation>
        </message>
        <message>
            <source>Every command (Ctrl+K)</source>
            <translation>全部命令（Ctrl+K）</translation>
        </message>
        <message>
            <source>Commands</source>
            <translation>命令</translation>
        </message>
        <message>
            <source>中文</source>
            <translation>EN</translation>
        </message>
        <message>
            <source>Show the window in Chinese (Ctrl+Shift+L)</source>
            <translation>以英文显示界面（Ctrl+Shift+L）</translation>
        </message>
        <message>
            <source>Saved lookups</source>
            <translation>已存查询</translation>
        </message>
        <message>
            <source>Save this lookup …</source>
            <translation>保存此查询……</translation>
        </message>
        <message>
            <source>Paste</source>
            <translation>粘贴</translation>
        </message>
        <message>
            <source>Suggestions</source>
            <translation>补全建议</translation>
        </message>
        <message>
            <source>↑ ↓ choose · Tab completes · Enter looks up · Esc closes</source>
            <translation>↑ ↓ 选择 · Tab 补全 · Enter 查询 · Esc 关闭</translation>
        </message>
        <message>
            <source>No term is understood yet.</source>
            <translation>尚未识别出条件。</translation>
        </message>
        <message>
            <source>{count} held</source>
            <translation>本地库中 {count} 条</translation>
        </message>
    </context>
    <context>
        <name>Lookups</name>
        <message>
            <source>No request fits</source>
            <translation>没有符合条件的请求</translation>
        </message>
        <message>
            <source>Widen the time, or remove a term. What was read completely really has no such request.</source>
            <translation>请放宽时间或移除条件。已读全的时间段内确实没有此类请求。</translation>
        </message>
        <message>
            <source>The log holds no such request; the verdict rests on the pasted text.</source>
            <translation>日志中没有此请求，判定依据粘贴的文本。</translation>
        </message>
        <message>
            <source>What could be read holds no such request; the verdict rests on the pasted text.</source>
            <translation>已读取的日志中没有此请求，判定依据粘贴的文本。</translation>
        </message>
        <message>
            <source>No request of this owner in this time; balance and limits stand on the right.</source>
            <translation>此时间段内该归属没有请求，余额与限额见右侧。</translation>
        </message>
        <message>
            <source>Nothing to look up in this text</source>
            <translation>此文本中没有可查询的内容</translation>
        </message>
        <message>
            <source>Type an owner, a key, a request id, a status or a time beside it.</source>
            <translation>请另外输入归属、密钥、请求 ID、状态或时间。</translation>
        </message>
    </context>
    <context>
        <name>Loss</name>
        <message>
            <source>Edited texts</source>
            <translation>已编辑的文本</translation>
        </message>
        <message>
            <source>What you typed is kept in this window only.</source>
            <translation>您输入的内容只保存在此窗口中。</translation>
        </message>
        <message>
            <source>Go on working</source>
            <translation>继续编辑</translation>
        </message>
        <message>
            <source>Close and lose it</source>
            <translation>关闭并放弃</translation>
        </message>
        <message numerus="yes">
            <source>%n edited text(s) not copied yet.</source>
            <translation>
                <numerusform>有 %n 份已编辑的文本尚未复制。</numerusform>
            </translation>
        </message>
        <message>
            <source>{count} template(s) not saved yet.</source>
            <translation>{count} 个模板尚未保存。</translation>
        </message>
    </context>
    <context>
        <name>Menu</name>
        <message>
            <source>&amp;Lookup</source>
            <translation>查询(&amp;L)</translation>
        </message>
        <message>
            <source>&amp;Case</source>
            <translation>案例(&amp;C)</translation>
        </message>
        <message>
            <source>&amp;Gateway</source>
            <translation>网关(&amp;G)</translation>
        </message>
        <message>
            <source>&amp;View</source>
            <translation>视图(&amp;V)</translation>
        </message>
        <message>
            <source>&amp;Help</source>
            <translation>帮助(&amp;H)</translation>
        </message>
    </context>
    <context>
        <name>Minute</name>
        <message>
            <source>{count} of {limit} requests per {per}</source>
            <translation>每{per} {count}/{limit} 次请求</translation>
        </message>
        <message>
            <source>Up to this request: {count}; most: {most}; before and after: {all}.</source>
            <translation>截至本次请求：{count}；最多：{most}；前后：{all}。</translation>
        </message>
        <message>
            <source>A refusal that leaves no row is not counted.</source>
            <translation>不留记录的拒绝不计入。</translation>
        </message>
        <message>
            <source>Requests of this owner in the {per} up to each moment, as the log holds them.</source>
            <translation>以每{per}计，该归属在各时刻之前的请求数，以日志为准。</translation>
        </message>
        <message>
            <source>Requests of this key in the {per} up to each moment, as the log holds them.</source>
            <translation>以每{per}计，该密钥在各时刻之前的请求数，以日志为准。</translation>
        </message>
        <message>
            <source>The log around it was not read completely: there may be more.</source>
            <translation>前后日志未读全，实际可能更多。</translation>
        </message>
        <message>
            <source>{count} requests per {per} · limit not known</source>
            <translation>每{per} {count} 次请求 · 限额未知</translation>
        </message>
        <message>
            <source>The line is the limit of {limit}, as the refusal says.</source>
            <translation>横线为限额 {limit}，依据拒绝信息。</translation>
        </message>
        <message>
            <source>The line is the limit of {limit}, as it is now.</source>
            <translation>横线为限额 {limit}，为当前值。</translation>
        </message>
    </context>
    <context>
        <name>Palette</name>
        <message>
            <source>Type a command, a lookup or a request …</source>
            <translation>输入命令、查询或请求…</translation>
        </message>
        <message>
            <source>Command</source>
            <translation>命令</translation>
        </message>
        <message>
            <source>Commands</source>
            <translation>命令</translation>
        </message>
        <message>
            <source>Nothing fits. Use fewer letters; Esc closes.</source>
            <translation>没有匹配项。请减少字符；Esc 关闭。</translation>
        </message>
        <message>
            <source>open case</source>
            <translation>未关闭的案例</translation>
        </message>
        <message>
            <source>opened before</source>
            <translation>之前打开过</translation>
        </message>
    </context>
    <context>
        <name>Picker</name>
        <message numerus="yes">
            <source>%n time(s) copied</source>
            <translation>
                <numerusform>已复制 %n 次</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n rewritten</source>
            <translation>
                <numerusform>改写 %n 次</numerusform>
            </translation>
        </message>
        <message>
            <source>Type to find a template …</source>
            <translation>输入以查找模板…</translation>
        </message>
        <message>
            <source>Find a template</source>
            <translation>查找模板</translation>
        </message>
        <message>
            <source>Templates</source>
            <translation>模板</translation>
        </message>
        <message>
            <source>No template has these words.</source>
            <translation>没有符合的模板。</translation>
        </message>
    </context>
    <context>
        <name>Profile</name>
        <message>
            <source>What we could not find out</source>
            <translation>未能探明的情况</translation>
        </message>
        <message>
            <source>No probe shows this without writing. Whoever runs the gateway knows it.</source>
            <translation>不写入网关便无法探明，网关的运维人员知道答案。</translation>
        </message>
        <message>
            <source>Keep these answers</source>
            <translation>保存回答</translation>
        </message>
        <message>
            <source>not known</source>
            <translation>未知</translation>
        </message>
        <message>
            <source>Kept; verdicts use it from now on</source>
            <translation>已保存，此后的判定将据此作出</translation>
        </message>
    </context>
    <context>
        <name>Proof</name>
        <message numerus="yes">
            <source>Proof (%n)</source>
            <translation>
                <numerusform>依据（%n）</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n row id(s)</source>
            <translation>
                <numerusform>%n 个行 ID</numerusform>
            </translation>
        </message>
        <message>
            <source>Show the field</source>
            <translation>查看字段</translation>
        </message>
        <message>
            <source>Show the rows</source>
            <translation>查看日志行</translation>
        </message>
        <message numerus="yes">
            <source>Copy %n row id(s)</source>
            <translation>
                <numerusform>复制 %n 个行 ID</numerusform>
            </translation>
        </message>
        <message>
            <source>field {name}: {value} · {source}</source>
            <translation>字段 {name}：{value} · {source}</translation>
        </message>
        <message>
            <source>Follows from the cause.</source>
            <translation>由原因得出。</translation>
        </message>
        <message>
            <source>Nothing proves this yet.</source>
            <translation>尚无依据。</translation>
        </message>
        <message>
            <source>rule {rule}</source>
            <translation>规则 {rule}</translation>
        </message>
        <message>
            <source>from the pasted text</source>
            <translation>来自粘贴文本</translation>
        </message>
        <message>
            <source>from the pasted text; the log holds no row</source>
            <translation>来自粘贴文本，日志中没有记录</translation>
        </message>
        <message>
            <source>log read {age}</source>
            <translation>日志读取于 {age}</translation>
        </message>
        <message>
            <source>field {name}</source>
            <translation>字段 {name}</translation>
        </message>
        <message numerus="yes">
            <source>and %n more row(s)</source>
            <translation>
                <numerusform>另有 %n 行</numerusform>
            </translation>
        </message>
        <message>
            <source>rule {rule}, after {source}</source>
            <translation>规则 {rule}，出处：{source}</translation>
        </message>
        <message>
            <source>log of {span}: read completely</source>
            <translation>{span} 的日志：已读全</translation>
        </message>
        <message>
            <source>log of {span}: not read completely</source>
            <translation>{span} 的日志：未读全</translation>
        </message>
        <message>
            <source>written {age}, {time}</source>
            <translation>{age}写入，{time}</translation>
        </message>
        <message>
            <source>account read {age}</source>
            <translation>账户读取于 {age}</translation>
        </message>
        <message>
            <source>row {id}</source>
            <translation>日志行 {id}</translation>
        </message>
    </context>
    <context>
        <name>Rail</name>
        <message>
            <source>Lookup</source>
            <translation>查询</translation>
        </message>
        <message>
            <source>Cases</source>
            <translation>案例</translation>
        </message>
        <message>
            <source>Connections</source>
            <translation>连接</translation>
        </message>
        <message>
            <source>Templates</source>
            <translation>模板</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>设置</translation>
        </message>
        <message>
            <source>Menu (F10)</source>
            <translation>菜单（F10）</translation>
        </message>
        <message>
            <source>Menu</source>
            <translation>菜单</translation>
        </message>
    </context>
    <context>
        <name>Refused</name>
        <message>
            <source>Not copied: {why}</source>
            <translation>未复制：{why}</translation>
        </message>
        <message>
            <source>line {line}, column {column}: {why}</source>
            <translation>第 {line} 行第 {column} 列：{why}</translation>
        </message>
    </context>
    <context>
        <name>Results</name>
        <message>
            <source>Status</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>No request below this one failed.</source>
            <translation>下方没有失败的请求。</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>时间</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>模型</translation>
        </message>
        <message>
            <source>Group</source>
            <translation>分组</translation>
        </message>
        <message>
            <source>Owner</source>
            <translation>归属</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>密钥</translation>
        </message>
        <message>
            <source>Type</source>
            <translation>类型</translation>
        </message>
        <message>
            <source>Latency</source>
            <translation>耗时</translation>
        </message>
        <message>
            <source>Attempts</source>
            <translation>尝试</translation>
        </message>
        <message>
            <source>Charged</source>
            <translation>扣费</translation>
        </message>
        <message>
            <source>Cost</source>
            <translation>费用</translation>
        </message>
        <message>
            <source>Error code</source>
            <translation>错误码</translation>
        </message>
        <message>
            <source>Environment</source>
            <translation>环境</translation>
        </message>
        <message>
            <source>Project</source>
            <translation>项目</translation>
        </message>
        <message numerus="yes">
            <source>%Ln request(s)</source>
            <translation>
                <numerusform>%Ln 个请求</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln failed</source>
            <translation>
                <numerusform>%Ln 个失败</numerusform>
            </translation>
        </message>
        <message>
            <source>Reading …</source>
            <translation>正在读取……</translation>
        </message>
        <message>
            <source>Requests</source>
            <translation>请求</translation>
        </message>
        <message>
            <source>By error</source>
            <translation>按错误</translation>
        </message>
        <message>
            <source>Group the failures by error (G)</source>
            <translation>将失败按错误分组（G）</translation>
        </message>
        <message>
            <source>The gateway's error log is off: refusals and failures are invisible here.</source>
            <translation>网关未开启错误日志：被拒与失败的请求在此不可见。</translation>
        </message>
        <message>
            <source>sorted among the newest {count}</source>
            <translation>仅在最新的 {count} 条中排序</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>重试</translation>
        </message>
        <message>
            <source>grouped: the newest {count} failures</source>
            <translation>仅统计最新的 {count} 次失败</translation>
        </message>
        <message>
            <source>Open Connections</source>
            <translation>打开连接</translation>
        </message>
        <message>
            <source>{count}+ requests</source>
            <translation>超过 {count} 个请求</translation>
        </message>
        <message>
            <source>read {time}</source>
            <translation>读取于 {time}</translation>
        </message>
        <message>
            <source>succeeded</source>
            <translation>成功</translation>
        </message>
        <message>
            <source>failed</source>
            <translation>失败</translation>
        </message>
        <message>
            <source>largest or newest first</source>
            <translation>从大到小、从新到旧</translation>
        </message>
        <message>
            <source>smallest or oldest first</source>
            <translation>从小到大、从旧到新</translation>
        </message>
        <message>
            <source>answered {status}, ended with an error</source>
            <translation>已返回 {status}，但以错误结束</translation>
        </message>
        <message>
            <source>in the gateway's log at {time}</source>
            <translation>网关日志时间：{time}</translation>
        </message>
        <message>
            <source>Sort by this column (Shift+{key})</source>
            <translation>按此列排序（Shift+{key}）</translation>
        </message>
    </context>
    <context>
        <name>Settings</name>
        <message>
            <source>As the system</source>
            <translation>跟随系统</translation>
        </message>
        <message>
            <source>{number} days</source>
            <translation>{number} 天</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>语言</translation>
        </message>
        <message>
            <source>Of this window. The texts for customers have a language of their own: Ctrl+L.</source>
            <translation>本窗口的语言。给客户的文本另有自己的语言：Ctrl+L。</translation>
        </message>
        <message>
            <source>Colours</source>
            <translation>配色</translation>
        </message>
        <message>
            <source>Light, dark, or as the system is, also when that changes.</source>
            <translation>浅色、深色，或跟随系统（系统切换时随之切换）。</translation>
        </message>
        <message>
            <source>Text size</source>
            <translation>文字大小</translation>
        </message>
        <message>
            <source>On top of the system's own text size. Ctrl++ and Ctrl+- step.</source>
            <translation>在系统字号之上调整。Ctrl++ 与 Ctrl+- 逐级改变。</translation>
        </message>
        <message>
            <source>Time zone</source>
            <translation>时区</translation>
        </message>
        <message>
            <source>In which times are shown, and read where a customer names no zone.</source>
            <translation>用于显示时间，客户未注明时区时也按此理解。</translation>
        </message>
        <message>
            <source>Low balance: share of the limit</source>
            <translation>余额偏低：占限额比例</translation>
        </message>
        <message>
            <source>A balance with a limit counts as low below this share of it.</source>
            <translation>有限额的余额低于该比例时视为偏低。</translation>
        </message>
        <message>
            <source>Low balance: days left</source>
            <translation>余额偏低：剩余天数</translation>
        </message>
        <message>
            <source>A balance without a limit counts as low when last week's spend would use it up sooner.</source>
            <translation>无限额的余额，按上周消耗不足此天数时视为偏低。</translation>
        </message>
        <message>
            <source>Keep what was read</source>
            <translation>保留已读取的数据</translation>
        </message>
        <message>
            <source>Older rows are deleted from this computer after each sync; the gateway keeps its own.</source>
            <translation>更早的日志行在每次同步后从本机删除；网关自身的数据不受影响。</translation>
        </message>
        <message>
            <source>Keep cases</source>
            <translation>保留案例</translation>
        </message>
        <message>
            <source>A case that nobody changed for so long is deleted after a sync.</source>
            <translation>超过该时长无人改动的案例会在同步后删除。</translation>
        </message>
        <message>
            <source>Forget them</source>
            <translation>清除</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>设置</translation>
        </message>
        <message>
            <source>Looks and language</source>
            <translation>外观与语言</translation>
        </message>
        <message>
            <source>Rules of this desk</source>
            <translation>本机规则</translation>
        </message>
        <message>
            <source>Earlier lookups</source>
            <translation>历史查询</translation>
        </message>
        <message>
            <source>The last 50 lookups are kept on this computer, without messages and with keys masked.</source>
            <translation>本机保留最近 50 次查询，不含工单原文，密钥已掩码。</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>浅色</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>深色</translation>
        </message>
        <message>
            <source>As this computer</source>
            <translation>跟随本机</translation>
        </message>
        <message>
            <source>All of it</source>
            <translation>全部保留</translation>
        </message>
    </context>
    <context>
        <name>Status</name>
        <message>
            <source>file</source>
            <translation>文件</translation>
        </message>
        <message>
            <source>error log off: refusals leave no row</source>
            <translation>错误日志未开：被拒请求不留日志</translation>
        </message>
        <message numerus="yes">
            <source>%Ln row(s)</source>
            <translation>
                <numerusform>%Ln 行</numerusform>
            </translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Progress</source>
            <translation>进度</translation>
        </message>
        <message>
            <source>SAMPLE, invented data</source>
            <translation>示例：数据均为虚构</translation>
        </message>
        <message>
            <source>Forget the sample</source>
            <translation>清除示例</translation>
        </message>
        <message>
            <source>offline</source>
            <translation>离线</translation>
        </message>
        <message>
            <source>held until {until}, read {age}</source>
            <translation>本地数据截至 {until}，{age}读取</translation>
        </message>
        <message>
            <source>error log on</source>
            <translation>错误日志已开</translation>
        </message>
        <message>
            <source>No gateway connected</source>
            <translation>未连接网关</translation>
        </message>
        <message>
            <source>not read yet</source>
            <translation>尚未读取</translation>
        </message>
        <message>
            <source>held: {span}</source>
            <translation>本地保有：{span}</translation>
        </message>
        <message>
            <source>(with gaps)</source>
            <translation>（有缺口）</translation>
        </message>
        <message>
            <source>credential for this session only</source>
            <translation>凭证仅限本次会话</translation>
        </message>
        <message>
            <source>no credential</source>
            <translation>无凭证</translation>
        </message>
        <message>
            <source>keyring locked</source>
            <translation>密钥环已锁定</translation>
        </message>
        <message>
            <source>waiting for the keyring</source>
            <translation>等待密钥环</translation>
        </message>
        <message>
            <source>read {age}</source>
            <translation>{age}已读取</translation>
        </message>
    </context>
    <context>
        <name>Suggest</name>
        <message>
            <source>saved: {lookup}</source>
            <translation>已保存：{lookup}</translation>
        </message>
        <message>
            <source>looked up before</source>
            <translation>历史查询</translation>
        </message>
        <message>
            <source>key owner</source>
            <translation>密钥归属</translation>
        </message>
        <message>
            <source>key, by its name</source>
            <translation>密钥（按名称）</translation>
        </message>
        <message>
            <source>key, by its last characters</source>
            <translation>密钥（按尾号）</translation>
        </message>
        <message>
            <source>group</source>
            <translation>分组</translation>
        </message>
        <message>
            <source>project</source>
            <translation>项目</translation>
        </message>
        <message>
            <source>environment</source>
            <translation>环境</translation>
        </message>
        <message>
            <source>model</source>
            <translation>模型</translation>
        </message>
        <message>
            <source>model tier</source>
            <translation>模型层级</translation>
        </message>
        <message>
            <source>type of request</source>
            <translation>请求类型</translation>
        </message>
        <message>
            <source>status that the customer got</source>
            <translation>客户收到的状态码</translation>
        </message>
        <message>
            <source>status of any attempt</source>
            <translation>任一尝试的状态码</translation>
        </message>
        <message>
            <source>whether it failed</source>
            <translation>是否失败</translation>
        </message>
        <message>
            <source>what was charged</source>
            <translation>扣费情况</translation>
        </message>
        <message>
            <source>error code</source>
            <translation>错误码</translation>
        </message>
        <message>
            <source>request id</source>
            <translation>请求 ID</translation>
        </message>
        <message>
            <source>words of the error text</source>
            <translation>报错文本中的词</translation>
        </message>
        <message>
            <source>from then until now</source>
            <translation>从那时到现在</translation>
        </message>
        <message>
            <source>from a time on</source>
            <translation>起始时间</translation>
        </message>
        <message>
            <source>until a time</source>
            <translation>截止时间</translation>
        </message>
        <message>
            <source>time zone of the times</source>
            <translation>时间所用的时区</translation>
        </message>
        <message>
            <source>order of the rows</source>
            <translation>行的排序</translation>
        </message>
        <message>
            <source>did you mean this {key}?</source>
            <translation>是否指这个{key}？</translation>
        </message>
    </context>
    <context>
        <name>Templates</name>
        <message>
            <source>Customer replies</source>
            <translation>客户回复</translation>
        </message>
        <message>
            <source>Hand-off</source>
            <translation>交接</translation>
        </message>
        <message>
            <source>not saved yet</source>
            <translation>尚未保存</translation>
        </message>
        <message>
            <source>your own</source>
            <translation>自有</translation>
        </message>
        <message>
            <source>It is offered at :: in a text, under this name. Only what its reader may know fits in.</source>
            <translation>在文本中输入 :: 时以此名称提供，只能使用其读者可见的事实。</translation>
        </message>
        <message>
            <source>New snippet</source>
            <translation>新建片段</translation>
        </message>
        <message>
            <source>Customers</source>
            <translation>客户</translation>
        </message>
        <message>
            <source>Colleagues</source>
            <translation>同事</translation>
        </message>
        <message>
            <source>Write it</source>
            <translation>开始编写</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Reader</source>
            <translation>读者</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>shipped with the program</source>
            <translation>随程序提供</translation>
        </message>
        <message>
            <source>not written in this language yet</source>
            <translation>尚无此语言的版本</translation>
        </message>
        <message>
            <source>Make it mine</source>
            <translation>改为自有</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>保存</translation>
        </message>
        <message>
            <source>Save (Ctrl+S)</source>
            <translation>保存（Ctrl+S）</translation>
        </message>
        <message>
            <source>Use the shipped one again …</source>
            <translation>改回自带模板…</translation>
        </message>
        <message>
            <source>Remove …</source>
            <translation>删除…</translation>
        </message>
        <message>
            <source>As it reads with invented facts</source>
            <translation>以虚构事实生成的文本</translation>
        </message>
        <message>
            <source>As it reads for the case in sight</source>
            <translation>以当前案例生成的文本</translation>
        </message>
        <message>
            <source>Source ({language})</source>
            <translation>源文本（{language}）</translation>
        </message>
        <message>
            <source>Text ({language})</source>
            <translation>文本（{language}）</translation>
        </message>
        <message>
            <source>{file}, line {line}: {why}</source>
            <translation>{file} 第 {line} 行：{why}</translation>
        </message>
        <message>
            <source>✓ The lint has nothing against it</source>
            <translation>✓ 检查通过</translation>
        </message>
        <message>
            <source>Your own template</source>
            <translation>自有模板</translation>
        </message>
        <message>
            <source>Keep mine</source>
            <translation>保留自有</translation>
        </message>
        <message>
            <source>Templates</source>
            <translation>模板</translation>
        </message>
        <message>
            <source>What the desk writes. A template of your own stands in for the shipped one.</source>
            <translation>本程序生成的文本。自有模板会替代自带模板。</translation>
        </message>
        <message>
            <source>New snippet …</source>
            <translation>新建片段…</translation>
        </message>
        <message>
            <source>Open folder</source>
            <translation>打开文件夹</translation>
        </message>
        <message>
            <source>Both languages side by side</source>
            <translation>两种语言并排</translation>
        </message>
        <message>
            <source>Show the template in the other language</source>
            <translation>显示另一语言的模板</translation>
        </message>
        <message>
            <source>Use the shipped template again?</source>
            <translation>改回自带模板？</translation>
        </message>
        <message>
            <source>Remove this template?</source>
            <translation>删除此模板？</translation>
        </message>
        <message>
            <source>Use the shipped one</source>
            <translation>使用自带模板</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>删除</translation>
        </message>
        <message>
            <source>What you wrote in {name} is gone for good.</source>
            <translation>您在 {name} 中编写的内容将无法恢复。</translation>
        </message>
        <message>
            <source>Saved: {name}</source>
            <translation>已保存：{name}</translation>
        </message>
        <message>
            <source>Yours now: {name}</source>
            <translation>已改为自有：{name}</translation>
        </message>
        <message>
            <source>Your templates lie in {folder}</source>
            <translation>自有模板位于 {folder}</translation>
        </message>
    </context>
    <context>
        <name>Texts</name>
        <message>
            <source>Bring the template's text back (Ctrl+Shift+R); undo takes that back</source>
            <translation>恢复模板原文（Ctrl+Shift+R），可撤销</translation>
        </message>
        <message>
            <source>Low-balance notice</source>
            <translation>余额提醒</translation>
        </message>
        <message>
            <source>Reply</source>
            <translation>客户回复</translation>
        </message>
        <message>
            <source>Hand-off</source>
            <translation>交接单</translation>
        </message>
        <message>
            <source>Ledger</source>
            <translation>账目</translation>
        </message>
        <message>
            <source>Texts of the case</source>
            <translation>案例文本</translation>
        </message>
        <message>
            <source>Customer reply</source>
            <translation>客户回复</translation>
        </message>
        <message>
            <source>Hand-off note</source>
            <translation>交接单</translation>
        </message>
        <message>
            <source>Restore</source>
            <translation>还原</translation>
        </message>
        <message>
            <source>Show this text in the other language (Ctrl+L)</source>
            <translation>以另一种语言显示此文本（Ctrl+L）</translation>
        </message>
        <message>
            <source>Click or Enter goes to the next place.</source>
            <translation>点击或按 Enter 前往下一处。</translation>
        </message>
        <message>
            <source>Click or Enter tells all that leaves this machine, and what does not.</source>
            <translation>点击或按 Enter 查看哪些内容会离开本机、哪些不会。</translation>
        </message>
        <message>
            <source>Writing …</source>
            <translation>正在撰写……</translation>
        </message>
        <message numerus="yes">
            <source>%n place(s)</source>
            <translation>
                <numerusform>%n 处</numerusform>
            </translation>
        </message>
        <message>
            <source>Still missing: {what}</source>
            <translation>尚缺：{what}</translation>
        </message>
    </context>
    <context>
        <name>Timeline</name>
        <message>
            <source>used {used}</source>
            <translation>已用 {used}</translation>
        </message>
        <message>
            <source>Wait of {time}</source>
            <translation>等待 {time}</translation>
        </message>
        <message>
            <source>minute</source>
            <translation>分钟</translation>
        </message>
        <message>
            <source>refused at the door: no attempt was made</source>
            <translation>入口处已拒绝：未发起任何尝试</translation>
        </message>
        <message>
            <source>no row in the log: whether anything was attempted is not known</source>
            <translation>日志中没有记录：是否发起过尝试未知</translation>
        </message>
        <message>
            <source>The gateway does not record single attempts.</source>
            <translation>该网关不记录单次尝试。</translation>
        </message>
        <message>
            <source>Earlier call of the client (inferred)</source>
            <translation>客户端此前的调用（推断）</translation>
        </message>
        <message>
            <source>Client retry (inferred)</source>
            <translation>客户端重试（推断）</translation>
        </message>
        <message>
            <source>task {state}</source>
            <translation>任务{state}</translation>
        </message>
        <message>
            <source>refund</source>
            <translation>退款</translation>
        </message>
        <message>
            <source>{amount} should have come back and did not</source>
            <translation>{amount} 应退未退</translation>
        </message>
        <message>
            <source>Attempt {number}</source>
            <translation>第 {number} 次尝试</translation>
        </message>
        <message>
            <source>failed</source>
            <translation>失败</translation>
        </message>
        <message>
            <source>served</source>
            <translation>成功</translation>
        </message>
        <message>
            <source>Task {id}</source>
            <translation>任务 {id}</translation>
        </message>
        <message>
            <source>submitted {time}</source>
            <translation>提交于 {time}</translation>
        </message>
        <message>
            <source>Refund of {amount}</source>
            <translation>退款 {amount}</translation>
        </message>
        <message>
            <source>refund due</source>
            <translation>待退款</translation>
        </message>
        <message>
            <source>channel {name} (screen only)</source>
            <translation>渠道 {name}（仅屏幕可见）</translation>
        </message>
        <message>
            <source>ended {time}</source>
            <translation>结束于 {time}</translation>
        </message>
        <message>
            <source>earlier call</source>
            <translation>此前调用</translation>
        </message>
        <message>
            <source>client retry</source>
            <translation>客户端重试</translation>
        </message>
        <message>
            <source>What happened</source>
            <translation>经过</translation>
        </message>
        <message numerus="yes">
            <source>%n charge(s) not proven</source>
            <translation>
                <numerusform>%n 次扣费未证实</numerusform>
            </translation>
        </message>
        <message>
            <source>Lost to sending again: {what}</source>
            <translation>重发损失：{what}</translation>
        </message>
        <message>
            <source>limit now: {limit}</source>
            <translation>当前限流：{limit}</translation>
        </message>
        <message>
            <source>// = drawn shortened</source>
            <translation>// = 已压缩绘制</translation>
        </message>
        <message>
            <source>client again ×{count}</source>
            <translation>客户端重发 ×{count}</translation>
        </message>
        <message>
            <source>gateway again ×{count}</source>
            <translation>网关重试 ×{count}</translation>
        </message>
        <message>
            <source>begun {time}</source>
            <translation>{time} 开始</translation>
        </message>
        <message>
            <source>What happened, in order</source>
            <translation>经过，按先后</translation>
        </message>
        <message>
            <source>logged {time}</source>
            <translation>记录于 {time}</translation>
        </message>
        <message>
            <source>times of single attempts are not recorded</source>
            <translation>未记录单次尝试的时间</translation>
        </message>
    </context>
    <context>
        <name>Trouble</name>
        <message>
            <source>Something went wrong inside Quotadesk.</source>
            <translation>Quotadesk 内部出错。</translation>
        </message>
        <message>
            <source>Try again; if it stays, give its report to the people who look after this program.</source>
            <translation>请重试；若仍出现，请把报告交给维护本程序的同事。</translation>
        </message>
    </context>
    <context>
        <name>Unexpected</name>
        <message>
            <source>It names places in the program, no messages, keys or prompts; the gate checks it again.</source>
            <translation>报告只含程序中的位置，不含报错内容、密钥或提示词；复制前会再次检查。</translation>
        </message>
        <message>
            <source>What was read is kept. Try the same again; if it stays, copy the report and give it to the people who look after this program.</source>
            <translation>已读取的内容不受影响。请重试一次；若仍出现，请复制报告并交给维护本程序的同事。</translation>
        </message>
        <message>
            <source>Something went wrong</source>
            <translation>出现意外错误</translation>
        </message>
        <message>
            <source>Report</source>
            <translation>报告</translation>
        </message>
        <message>
            <source>Copy report</source>
            <translation>复制报告</translation>
        </message>
        <message>
            <source>Go on working</source>
            <translation>继续工作</translation>
        </message>
        <message>
            <source>The report, as it would be copied</source>
            <translation>报告内容（即复制的内容）</translation>
        </message>
        <message>
            <source>Something went wrong inside Quotadesk.</source>
            <translation>Quotadesk 内部出现错误。</translation>
        </message>
        <message>
            <source>Not copied: the report could not be checked.</source>
            <translation>未复制：报告无法检查。</translation>
        </message>
        <message>
            <source>Report copied</source>
            <translation>报告已复制</translation>
        </message>
    </context>
    <context>
        <name>Verdict</name>
        <message numerus="yes">
            <source>%n other key(s)</source>
            <translation>
                <numerusform>%n 把密钥</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n owner(s)</source>
            <translation>
                <numerusform>%n 个归属</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n failure(s) with the same status and code</source>
            <translation>
                <numerusform>状态与错误码相同的失败共 %n 次</numerusform>
            </translation>
        </message>
        <message>
            <source>At least {keys} of {owners} saw this in the last hour</source>
            <translation>一小时内另有 {owners}的至少 {keys}同样失败</translation>
        </message>
        <message>
            <source>{keys} of {owners} saw this in the last hour</source>
            <translation>一小时内另有 {owners}的 {keys}同样失败</translation>
        </message>
        <message>
            <source>Incident</source>
            <translation>事件</translation>
        </message>
        <message>
            <source>Click to look them up: {lookup}</source>
            <translation>点击查询：{lookup}</translation>
        </message>
        <message>
            <source>What is known of this gateway decides how its log may be read.</source>
            <translation>该网关的已知情况决定其日志应如何解读。</translation>
        </message>
        <message numerus="yes">
            <source>All proof (%n)</source>
            <translation>
                <numerusform>全部依据（%n）</numerusform>
            </translation>
        </message>
        <message>
            <source>Why:</source>
            <translation>依据：</translation>
        </message>
        <message>
            <source>What would settle it:</source>
            <translation>如何确认：</translation>
        </message>
    </context>
    <context>
        <name>Window</name>
        <message>
            <source>Use for this session</source>
            <translation>仅本次会话使用</translation>
        </message>
        <message>
            <source>Credential; it is forgotten when the window closes</source>
            <translation>凭据（关闭窗口后即忘记）</translation>
        </message>
        <message>
            <source>The sample is forgotten, with all its rows.</source>
            <translation>示例及其全部数据已清除。</translation>
        </message>
        <message>
            <source>Try the sample</source>
            <translation>试用示例</translation>
        </message>
        <message>
            <source>No link was copied: it would carry what may not leave. {why}</source>
            <translation>未复制链接：其中有不可外发的内容。{why}</translation>
        </message>
        <message>
            <source>Link copied</source>
            <translation>已复制链接</translation>
        </message>
        <message>
            <source>Save this lookup</source>
            <translation>保存此查询</translation>
        </message>
        <message>
            <source>Delete a saved lookup</source>
            <translation>删除已保存的查询</translation>
        </message>
        <message>
            <source>Saved lookup to delete</source>
            <translation>要删除的查询</translation>
        </message>
        <message>
            <source>No lookup is saved.</source>
            <translation>没有已保存的查询。</translation>
        </message>
        <message>
            <source>Lookup copied as text</source>
            <translation>查询文本已复制</translation>
        </message>
        <message>
            <source>The link was refused. {why}</source>
            <translation>链接已拒绝。{why}</translation>
        </message>
        <message>
            <source>Name for {lookup}</source>
            <translation>为 {lookup} 命名</translation>
        </message>
        <message>
            <source>Deleted: {name}</source>
            <translation>已删除：{name}</translation>
        </message>
        <message>
            <source>Saved: {name}</source>
            <translation>已保存：{name}</translation>
        </message>
        <message>
            <source>Go to the lookup bar</source>
            <translation>前往查询栏</translation>
        </message>
        <message numerus="yes">
            <source>%n new row(s)</source>
            <translation>
                <numerusform>新增 %n 行</numerusform>
            </translation>
        </message>
        <message>
            <source>Connect a gateway; its logs are only read. Then paste a customer's message above.</source>
            <translation>先连接网关（只读取其日志），再把客户消息粘贴到上方。</translation>
        </message>
        <message>
            <source>Welcome to Quotadesk</source>
            <translation>欢迎使用 Quotadesk</translation>
        </message>
        <message>
            <source>The sample gateway is starting …</source>
            <translation>示例网关正在启动…</translation>
        </message>
        <message>
            <source>It invents a month of traffic, which takes a few seconds.</source>
            <translation>正在生成一个月的虚构流量，需要几秒钟。</translation>
        </message>
        <message>
            <source>This gateway has no credential here</source>
            <translation>此网关在本机没有凭证</translation>
        </message>
        <message>
            <source>Enter it again under Connections. What was read before can still be looked up.</source>
            <translation>请在“连接”中重新输入。之前读取的内容仍可查询。</translation>
        </message>
        <message>
            <source>Waiting for the keyring …</source>
            <translation>正在等待系统密钥环…</translation>
        </message>
        <message>
            <source>The system asks for the keyring's password, perhaps behind this window. The gateway's credential lies in it; without it, what was read before can still be looked up.</source>
            <translation>系统正在请求密钥环密码，提示可能在本窗口后面。网关凭据保存在密钥环中；没有凭据时，仍可查询之前读取的内容。</translation>
        </message>
        <message>
            <source>The system's keyring is locked</source>
            <translation>系统密钥环已锁定</translation>
        </message>
        <message>
            <source>The gateway's credential lies in it. Unlock the keyring, or enter the credential for this session only; it is then kept nowhere.</source>
            <translation>网关凭据保存在其中。请解锁密钥环，或仅为本次会话输入凭据（不会保存到任何地方）。</translation>
        </message>
        <message>
            <source>Connect a gateway</source>
            <translation>连接网关</translation>
        </message>
        <message>
            <source>Or look around first: the sample is an invented gateway inside this program.</source>
            <translation>也可以先看看：示例是本程序内的一个虚构网关。</translation>
        </message>
        <message>
            <source>Enter the credential</source>
            <translation>输入凭证</translation>
        </message>
        <message>
            <source>Look up what is held</source>
            <translation>查询本地内容</translation>
        </message>
        <message>
            <source>Cancel and look up what is held</source>
            <translation>取消并查询本地内容</translation>
        </message>
        <message>
            <source>Unlock and try again</source>
            <translation>解锁后重试</translation>
        </message>
        <message>
            <source>Use for this session …</source>
            <translation>仅本次会话使用…</translation>
        </message>
        <message>
            <source>Earlier lookups are forgotten</source>
            <translation>历史查询已清除</translation>
        </message>
        <message>
            <source>About Quotadesk</source>
            <translation>关于 Quotadesk</translation>
        </message>
        <message>
            <source>From a ticket to a verdict to a text on the clipboard. It only reads, and sends nothing.</source>
            <translation>从工单到判定，再到剪贴板上的文本。只读取，绝不发送。</translation>
        </message>
    </context>
</TS>
