<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>Account</name>
        <message>
            <source>no limit</source>
            <translation>不限额</translation>
        </message>
        <message>
            <source>Balance and limits now</source>
            <translation>当前余额与限额</translation>
        </message>
        <message>
            <source>{left} left</source>
            <translation>剩余 {left}</translation>
        </message>
        <message>
            <source>{left} of {limit} left</source>
            <translation>剩余 {left}，限额 {limit}</translation>
        </message>
        <message>
            <source>read {age} · for your eyes only</source>
            <translation>{age}读取 · 仅供客服查看</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>密钥</translation>
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
            <source>Save this lookup …</source>
            <translation>保存此查询……</translation>
        </message>
        <message>
            <source>Copy this lookup as text</source>
            <translation>复制查询文本</translation>
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
            <source>Copy the customer reply</source>
            <translation>复制客户回复</translation>
        </message>
        <message>
            <source>Copy the hand-off note</source>
            <translation>复制交接单</translation>
        </message>
        <message>
            <source>Switch the text's language</source>
            <translation>切换文本语言</translation>
        </message>
        <message>
            <source>Write the low-balance notice</source>
            <translation>撰写余额提醒</translation>
        </message>
        <message>
            <source>Fill the gaps of the hand-off note …</source>
            <translation>填写交接单的待填处……</translation>
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
            <source>Menu</source>
            <translation>菜单</translation>
        </message>
        <message>
            <source>Lookup</source>
            <translation>查询</translation>
        </message>
        <message>
            <source>Connections</source>
            <translation>连接</translation>
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
        <message numerus="yes">
            <source>%n d ago</source>
            <translation>
                <numerusform>%n 天前</numerusform>
            </translation>
        </message>
        <message>
            <source>just now</source>
            <translation>刚刚</translation>
        </message>
        <message numerus="yes">
            <source>%n s ago</source>
            <translation>
                <numerusform>%n 秒前</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n min ago</source>
            <translation>
                <numerusform>%n 分钟前</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n h ago</source>
            <translation>
                <numerusform>%n 小时前</numerusform>
            </translation>
        </message>
        <message>
            <source>today</source>
            <translation>今日</translation>
        </message>
    </context>
    <context>
        <name>Blanks</name>
        <message>
            <source>Only you know these. An empty line stays marked in the note.</source>
            <translation>这些内容只有您知道。留空的部分会在交接单中保留标记。</translation>
        </message>
        <message>
            <source>Fill the gaps of this note</source>
            <translation>填写交接单的待填处</translation>
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
            <source>No request chosen</source>
            <translation>尚未选择请求</translation>
        </message>
        <message>
            <source>Look something up and choose a row: verdict, evidence and texts appear here.</source>
            <translation>查询并选择一行，判定、证据与文本会显示在这里。</translation>
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
            <source>This note has no gap to fill</source>
            <translation>该交接单没有待填处</translation>
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
    </context>
    <context>
        <name>CheatSheet</name>
        <message>
            <source>From a pasted ticket to a copied reply: Ctrl+V, Enter, Ctrl+Enter. In the table J and K walk too.</source>
            <translation>从粘贴工单到复制回复：Ctrl+V、Enter、Ctrl+Enter。表格中也可用 J、K 上下移动。</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>快捷键</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Keys on one page</source>
            <translation>快捷键一览</translation>
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
        <name>Connect</name>
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
            <source>Personal settings → Security → system access token. The user id stands in the user list. It goes into the system's keyring, never into a file.</source>
            <translation>个人设置 → 安全设置 → 系统访问令牌；用户 ID 见用户列表。凭证存入系统密钥环，绝不写入文件。</translation>
        </message>
        <message>
            <source>An administrator's access token. It goes into the system's keyring, never into a file.</source>
            <translation>管理员的访问令牌。凭证存入系统密钥环，绝不写入文件。</translation>
        </message>
        <message>
            <source>A key with the role proxy_admin_viewer. It goes into the system's keyring, never into a file.</source>
            <translation>角色为 proxy_admin_viewer 的密钥。凭证存入系统密钥环，绝不写入文件。</translation>
        </message>
        <message>
            <source>Connected to {title}</source>
            <translation>已连接到 {title}</translation>
        </message>
    </context>
    <context>
        <name>Connections</name>
        <message>
            <source>Forget a connection</source>
            <translation>删除连接</translation>
        </message>
        <message>
            <source>Rows that were read stay in the local store.</source>
            <translation>已读取的日志行仍保留在本地库中。</translation>
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
            <translation>删除……</translation>
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
    </context>
    <context>
        <name>Coverage</name>
        <message>
            <source>coverage not known</source>
            <translation>读取范围未知</translation>
        </message>
        <message>
            <source>not read yet</source>
            <translation>尚未读取</translation>
        </message>
        <message>
            <source>incomplete: {reason}</source>
            <translation>不完整：{reason}</translation>
        </message>
        <message>
            <source>complete for this window</source>
            <translation>此时间段已读全</translation>
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
        <name>Histogram</name>
        <message>
            <source>Requests and failures over time</source>
            <translation>请求与失败随时间的分布</translation>
        </message>
        <message>
            <source>{time}: {total} requests, {failed} failed</source>
            <translation>{time}：{total} 个请求，{failed} 个失败</translation>
        </message>
        <message>
            <source>{total} requests, {failed} failed. Arrow keys mark, Enter narrows.</source>
            <translation>{total} 个请求，{failed} 个失败。方向键标记，Enter 缩小时间段。</translation>
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
            <source>Receipts, oldest first</source>
            <translation>凭据，按时间先后</translation>
        </message>
        <message>
            <source>The gateway's ledger has no row for this request. The verdict says what that proves.</source>
            <translation>网关账目中没有此请求的记录。其含义见判定。</translation>
        </message>
        <message>
            <source>The log holds no row for this request. The verdict says what that proves.</source>
            <translation>日志中没有该请求的记录，其意义见判定。</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>时间</translation>
        </message>
        <message>
            <source>What</source>
            <translation>类别</translation>
        </message>
        <message>
            <source>Amount</source>
            <translation>金额</translation>
        </message>
        <message>
            <source>Gateway's figure</source>
            <translation>网关数值</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>备注</translation>
        </message>
    </context>
    <context>
        <name>LookupBar</name>
        <message>
            <source>Paste</source>
            <translation>粘贴</translation>
        </message>
        <message>
            <source>Paste a ticket, or type owner, key, request id, status, time …</source>
            <translation>粘贴工单，或输入归属、密钥、请求 ID、状态、时间……</translation>
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
        <message numerus="yes">
            <source>%n character(s)</source>
            <translation>
                <numerusform>%n 字</numerusform>
            </translation>
        </message>
        <message>
            <source>Saved lookups</source>
            <translation>已存查询</translation>
        </message>
        <message>
            <source>Save this lookup …</source>
            <translation>保存此查询……</translation>
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
        <name>Palette</name>
        <message>
            <source>Type a command …</source>
            <translation>输入命令……</translation>
        </message>
        <message>
            <source>Command</source>
            <translation>命令</translation>
        </message>
        <message>
            <source>Commands</source>
            <translation>命令</translation>
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
        <message>
            <source>Show the field</source>
            <translation>查看字段</translation>
        </message>
        <message>
            <source>Show the rows</source>
            <translation>查看日志行</translation>
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
            <source>from the pasted text; the log holds no row</source>
            <translation>来自粘贴的文本，日志中没有记录</translation>
        </message>
        <message>
            <source>rule {rule}</source>
            <translation>规则 {rule}</translation>
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
            <source>Connections</source>
            <translation>连接</translation>
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
            <source>line {line}, column {column}: {why}</source>
            <translation>第 {line} 行第 {column} 列：{why}</translation>
        </message>
        <message>
            <source>Not copied: {why}</source>
            <translation>未复制：{why}</translation>
        </message>
    </context>
    <context>
        <name>Results</name>
        <message>
            <source>Reading …</source>
            <translation>正在读取……</translation>
        </message>
        <message>
            <source>Requests, newest first</source>
            <translation>请求，最新在前</translation>
        </message>
        <message numerus="yes">
            <source>%Ln failed</source>
            <translation>
                <numerusform>%Ln 个失败</numerusform>
            </translation>
        </message>
        <message>
            <source>The gateway's error log is off: refusals and failures are invisible here.</source>
            <translation>网关未开启错误日志：被拒与失败的请求在此不可见。</translation>
        </message>
        <message numerus="yes">
            <source>%Ln request(s)</source>
            <translation>
                <numerusform>%Ln 个请求</numerusform>
            </translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>重试</translation>
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
            <source>Time</source>
            <translation>时间</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>状态</translation>
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
            <source>failed</source>
            <translation>失败</translation>
        </message>
        <message>
            <source>answered {status}, ended with an error</source>
            <translation>已返回 {status}，但以错误结束</translation>
        </message>
    </context>
    <context>
        <name>Settings</name>
        <message>
            <source>Settings</source>
            <translation>设置</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>语言</translation>
        </message>
        <message>
            <source>Colours</source>
            <translation>配色</translation>
        </message>
        <message>
            <source>Text size</source>
            <translation>文字大小</translation>
        </message>
        <message>
            <source>The texts for customers have a language of their own: Ctrl+L.</source>
            <translation>发给客户的文本有单独的语言开关：Ctrl+L。</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>跟随系统</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>浅色</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>深色</translation>
        </message>
    </context>
    <context>
        <name>Status</name>
        <message>
            <source>offline</source>
            <translation>离线</translation>
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
            <source>not read yet</source>
            <translation>尚未读取</translation>
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
            <source>credential for this session only</source>
            <translation>凭证仅限本次会话</translation>
        </message>
        <message>
            <source>no credential</source>
            <translation>无凭证</translation>
        </message>
        <message>
            <source>read {age}</source>
            <translation>{age}已读取</translation>
        </message>
        <message>
            <source>held: {span}</source>
            <translation>本地保有：{span}</translation>
        </message>
    </context>
    <context>
        <name>Texts</name>
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
            <source>Show this text in the other language (Ctrl+L)</source>
            <translation>以另一种语言显示此文本（Ctrl+L）</translation>
        </message>
        <message>
            <source>Click or Enter tells all that leaves this machine, and what does not.</source>
            <translation>点击或按 Enter 查看哪些内容会离开本机、哪些不会。</translation>
        </message>
        <message>
            <source>Writing …</source>
            <translation>正在撰写……</translation>
        </message>
        <message>
            <source>Still missing: {what}</source>
            <translation>尚缺：{what}</translation>
        </message>
    </context>
    <context>
        <name>Timeline</name>
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
            <source>client retry</source>
            <translation>客户端重试</translation>
        </message>
        <message>
            <source>Refund of {amount}</source>
            <translation>退款 {amount}</translation>
        </message>
        <message>
            <source>refund</source>
            <translation>退款</translation>
        </message>
        <message>
            <source>Attempt {number}</source>
            <translation>第 {number} 次尝试</translation>
        </message>
        <message>
            <source>Client retry (inferred): {status}, {time} later</source>
            <translation>客户端重试（推断）：{status}，{time}后</translation>
        </message>
        <message>
            <source>channel {name} (screen only)</source>
            <translation>渠道 {name}（仅屏幕可见）</translation>
        </message>
        <message>
            <source>minute</source>
            <translation>分钟</translation>
        </message>
        <message>
            <source>What happened, in order</source>
            <translation>经过，按先后</translation>
        </message>
        <message>
            <source>times of single attempts are not recorded</source>
            <translation>未记录单次尝试的时间</translation>
        </message>
        <message>
            <source>What happened</source>
            <translation>经过</translation>
        </message>
        <message>
            <source>limit {limit} {what} per {per}</source>
            <translation>限额 {limit} {what}/{per}</translation>
        </message>
        <message>
            <source>requests</source>
            <translation>次请求</translation>
        </message>
        <message>
            <source>tokens</source>
            <translation>Token</translation>
        </message>
        <message>
            <source>parallel requests</source>
            <translation>个并发请求</translation>
        </message>
        <message>
            <source>used {used}</source>
            <translation>已用 {used}</translation>
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
        <message numerus="yes">
            <source>%n other key(s) saw this in the last hour</source>
            <translation>
                <numerusform>近一小时另有 %n 把密钥出现同一原因</numerusform>
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
        <message numerus="yes">
            <source>%n new row(s)</source>
            <translation>
                <numerusform>新增 %n 行</numerusform>
            </translation>
        </message>
        <message>
            <source>Welcome to Quotadesk</source>
            <translation>欢迎使用 Quotadesk</translation>
        </message>
        <message>
            <source>Connect a gateway; its logs are only read. Then paste a customer's message above.</source>
            <translation>先连接网关（只读取其日志），再把客户消息粘贴到上方。</translation>
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
            <source>Connect a gateway</source>
            <translation>连接网关</translation>
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
            <source>Save this lookup</source>
            <translation>保存此查询</translation>
        </message>
        <message>
            <source>About Quotadesk</source>
            <translation>关于 Quotadesk</translation>
        </message>
        <message>
            <source>From a ticket to a verdict to a text on the clipboard. It only reads, and sends nothing.</source>
            <translation>从工单到判定，再到剪贴板上的文本。只读取，绝不发送。</translation>
        </message>
        <message>
            <source>Lookup copied as text</source>
            <translation>查询文本已复制</translation>
        </message>
        <message>
            <source>Name for {lookup}</source>
            <translation>为 {lookup} 命名</translation>
        </message>
        <message>
            <source>Saved: {name}</source>
            <translation>已保存：{name}</translation>
        </message>
    </context>
</TS>
