<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>RefusedFilesDialog</name>
    <message numerus="yes">
        <source>%n files cannot be shown. Everything else was opened.</source>
        <translation>
            <numerusform>%n file cannot be shown. Everything else was opened.</numerusform>
            <numerusform>%n files cannot be shown. Everything else was opened.</numerusform>
        </translation>
    </message>
</context>
</TS>
