<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
    <context>
        <name>CasePage</name>
        <message numerus="yes">
            <source>%n request(s)</source>
            <translation>
                <numerusform>%n request</numerusform>
                <numerusform>%n requests</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n text(s)</source>
            <translation>
                <numerusform>%n text</numerusform>
                <numerusform>%n texts</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n file(s) written</source>
            <translation>
                <numerusform>%n file written</numerusform>
                <numerusform>%n files written</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>CopyBar</name>
        <message numerus="yes">
            <source>%n value(s) masked</source>
            <translation>
                <numerusform>%n value masked</numerusform>
                <numerusform>%n values masked</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n character(s)</source>
            <translation>
                <numerusform>%n character</numerusform>
                <numerusform>%n characters</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n word(s)</source>
            <translation>
                <numerusform>%n word</numerusform>
                <numerusform>%n words</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Files</name>
        <message numerus="yes">
            <source>%Ln request(s) written</source>
            <translation>
                <numerusform>%Ln request written</numerusform>
                <numerusform>%Ln requests written</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n text(s) withheld by the gate</source>
            <translation>
                <numerusform>%n text withheld by the gate</numerusform>
                <numerusform>%n texts withheld by the gate</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln row(s) read</source>
            <translation>
                <numerusform>%Ln row read</numerusform>
                <numerusform>%Ln rows read</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln new</source>
            <translation>
                <numerusform>%Ln new</numerusform>
                <numerusform>%Ln new</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln changed</source>
            <translation>
                <numerusform>%Ln changed</numerusform>
                <numerusform>%Ln changed</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln refused</source>
            <translation>
                <numerusform>%Ln refused</numerusform>
                <numerusform>%Ln refused</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>… and %Ln more refused</source>
            <translation>
                <numerusform>… and %Ln more refused</numerusform>
                <numerusform>… and %Ln more refused</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Leaving</name>
        <message numerus="yes">
            <source>%n gap(s) left</source>
            <translation>
                <numerusform>%n gap left</numerusform>
                <numerusform>%n gaps left</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Ledger</name>
        <message numerus="yes">
            <source>%n row(s)</source>
            <translation>
                <numerusform>%n row</numerusform>
                <numerusform>%n rows</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>LookupBar</name>
        <message numerus="yes">
            <source>%n character(s)</source>
            <translation>
                <numerusform>%n character</numerusform>
                <numerusform>%n characters</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Loss</name>
        <message numerus="yes">
            <source>%n edited text(s) not copied yet.</source>
            <translation>
                <numerusform>%n edited text not copied yet.</numerusform>
                <numerusform>%n edited texts not copied yet.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Picker</name>
        <message numerus="yes">
            <source>%n time(s) copied</source>
            <translation>
                <numerusform>%n time copied</numerusform>
                <numerusform>%n times copied</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n rewritten</source>
            <translation>
                <numerusform>%n rewritten</numerusform>
                <numerusform>%n rewritten</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Proof</name>
        <message numerus="yes">
            <source>Proof (%n)</source>
            <translation>
                <numerusform>Proof (%n)</numerusform>
                <numerusform>Proof (%n)</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n row id(s)</source>
            <translation>
                <numerusform>row id</numerusform>
                <numerusform>%n row ids</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Copy %n row id(s)</source>
            <translation>
                <numerusform>Copy row id</numerusform>
                <numerusform>Copy %n row ids</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>and %n more row(s)</source>
            <translation>
                <numerusform>and %n more row</numerusform>
                <numerusform>and %n more rows</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Results</name>
        <message numerus="yes">
            <source>%Ln request(s)</source>
            <translation>
                <numerusform>%Ln request</numerusform>
                <numerusform>%Ln requests</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln failed</source>
            <translation>
                <numerusform>%Ln failed</numerusform>
                <numerusform>%Ln failed</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Status</name>
        <message numerus="yes">
            <source>%Ln row(s)</source>
            <translation>
                <numerusform>%Ln row</numerusform>
                <numerusform>%Ln rows</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Texts</name>
        <message numerus="yes">
            <source>%n place(s)</source>
            <translation>
                <numerusform>%n place</numerusform>
                <numerusform>%n places</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Timeline</name>
        <message numerus="yes">
            <source>%n charge(s) not proven</source>
            <translation>
                <numerusform>%n charge not proven</numerusform>
                <numerusform>%n charges not proven</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Verdict</name>
        <message numerus="yes">
            <source>%n other key(s)</source>
            <translation>
                <numerusform>%n other key</numerusform>
                <numerusform>%n other keys</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n owner(s)</source>
            <translation>
                <numerusform>%n owner</numerusform>
                <numerusform>%n owners</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n failure(s) with the same status and code</source>
            <translation>
                <numerusform>%n failure with the same status and code</numerusform>
                <numerusform>%n failures with the same status and code</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>All proof (%n)</source>
            <translation>
                <numerusform>All proof (%n)</numerusform>
                <numerusform>All proof (%n)</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Window</name>
        <message numerus="yes">
            <source>%n new row(s)</source>
            <translation>
                <numerusform>%n new row</numerusform>
                <numerusform>%n new rows</numerusform>
            </translation>
        </message>
    </context>
</TS>
