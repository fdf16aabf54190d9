<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>A chest-radiograph workstation. Apache-2.0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About cxrviewer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each library brings the text of its licence where it is installed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Libraries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Licence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The texts of their licences: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AnalysisHeader</name>
    <message>
        <source>Cancel analysis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled. Press F5 to run it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FINDINGS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Labels: {0}, analysed in {1} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading the models…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not analysed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not analysed: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of the analysis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scores are hidden: {0} verdicts to go</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for the models…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BatchStrip</name>
    <message>
        <source>; {0} could not be</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Analysed: {0} of {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Analysis of all listed images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ComparisonPanel</name>
    <message>
        <source>Blink</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changes of the scores</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End comparison</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Laid on each other by the lung fields: overlap {0} % ({1} % before), turned by {2}°.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Laying the radiographs on each other by their lung fields…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measuring how far the scores move without a cause…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Noise: 95 % limit from {0} simulated repeats of each radiograph (shift, turn, breath, exposure; {1} s). Real repeats vary more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not compared, because it did not speak of both in one version: {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Subtraction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The noise could not be measured. </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} COMPARED WITH {1}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DoubtList</name>
    <message>
        <source>Hide the scores again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>INPUT CHECK</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show scores anyway</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FileArea</name>
    <message>
        <source>Open files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FindingsPanel</name>
    <message>
        <source>By name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Demo models are weak: their scores are for trying the program out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Findings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Furthest above its operating point first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grouped by model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Highest score first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>IMPRESSION</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OVERLAYS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order of the findings</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FoldersArea</name>
    <message>
        <source>&amp;Clear this list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not remembered (Preferences)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GettingStartedDialog</name>
    <message>
        <source>Getting started</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HeatmapControls</name>
    <message>
        <source>Colours of the heatmap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Least attention that is drawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Least attention that is drawn, as a share of the scale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Native grid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The cells of the network&apos;s own grid: no finer detail is known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model did not look at the lungs: distrust this score</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} % of the attention lies outside the lungs, spread evenly it would be {1} %</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HistogramPanel</name>
    <message>
        <source>Drag the ends of the window, or between them all of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Histogram</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ImageArea</name>
    <message>
        <source>Connect it directly, or use 1:1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file does not say how large a pixel is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The screen does not say how large it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use 1:1, which shows one pixel on one pixel of the screen.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ImpressionEditor</name>
    <message>
        <source>Export PDF report…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Impression</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your impression, as it will stand in the report</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ListHead</name>
    <message>
        <source>Arrange again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter by modality, view, status, marks and date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Marks or scores have changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>STUDIES</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search patient, date, view…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search the studies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} of {1} hidden by the filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, scanning…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MeasurementArea</name>
    <message>
        <source>Calibrate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Length of the chosen line in millimetres</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measurement</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This line cannot be calibrated by: {0}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MeasurementFiles</name>
    <message>
        <source>Export measurements</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import measurements</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} measurements of {1} radiographs were written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} measurements were read; {1} are of the radiograph on the screen.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MeasurementList</name>
    <message>
        <source>Measurements</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ModelCardDialog</name>
    <message>
        <source>Model cards</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No model bundle is in use.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ModelInputDialog</name>
    <message>
        <source>No model bundle is in use.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tensor as a picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the model saw</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>+ {0} more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put this notice away</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OcclusionDialog</name>
    <message>
        <source> A model leans on what is not lung: distrust that score.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking the models with each part covered…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changes of the scores</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Corners and markers covered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No lung is covered here, so scores that rest on the lungs hardly move. Greatest change: {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Score</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OverlayControls</name>
    <message>
        <source>Heatmap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Heatmap opacity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lung fields: not evaluated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lung mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lung mask opacity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lungs cover {0} % of the radiograph</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PaneStand</name>
    <message>
        <source>Bring the image back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The image is in a window of its own.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PaneView</name>
    <message>
        <source>Drag an image here, or choose one in the list while this pane is active.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop folders or files here. DICOM, PNG and JPEG are read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Empty pane {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a folder with chest radiographs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pane {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PreferencesDialog</name>
    <message>
        <source> times</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address of a version feed; empty: never ask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Analyse a radiograph as soon as it is shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another device or runtime opens the models again; --device and --runtime on the command line go first. TensorFlow must be installed separately, and the window may stutter while it loads.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apple (Core ML)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asked once a day for a version number; nothing is sent or downloaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Best available</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GPU under Windows (DirectML)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How fast a drag changes the window; Ctrl is faster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left drag: left is wider, up is brighter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light; the image stays on black</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models run on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models run with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mouse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NVIDIA GPU (CUDA)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Newer versions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ONNX Runtime</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Processor (CPU)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remember recent folders (names can tell of patients)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of texts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TensorFlow (reference)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Window drag speed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PreferencesEditor</name>
    <message>
        <source>The keys kept for these actions cannot be used: {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The language changes when the program is started again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They have their first keys again; see Help, Change shortcuts.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PresetMenu</name>
    <message>
        <source>&amp;Keep this window…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Window presets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep this window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the preset, for any radiograph:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>without a label, {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PrevalenceControls</name>
    <message>
        <source>How common the disease is among your patients</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prevalence among your patients</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} of patients with this score, where {1} of all have it
(calibrated where {2} have it)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RefusedFilesDialog</name>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No file was refused.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refused files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} files cannot be shown. Everything else was opened.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReportExport</name>
    <message>
        <source>A report is being written already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export PDF report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a folder first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The export was cancelled; no report was written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The report was written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no radiograph to report on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait until it is there, or cancel it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing the report…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} exists already. Replace it?</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ShortcutEditor</name>
    <message>
        <source>&amp;No key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Reset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(tap or hold)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Action</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Actions and their keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Menu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset &amp;all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search for an action or a key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mouse is fixed; Help lists what it does. Changed keys are in bold.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KEYS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MOUSE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Menu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mouse and keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the keys do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the mouse does</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>, refused: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A folder is being scanned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading models…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scanning. </source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StudyBrowser</name>
    <message>
        <source>Refused files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refused files: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Studies</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TagDialog</name>
    <message>
        <source>; reading…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>; the file has more, which are not shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DICOM tags</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search tag, name, value or bytes…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search the tags</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tags</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} of {1} rows</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>UpdateCheck</name>
    <message>
        <source>Get it where you got this one; nothing is downloaded by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version {0} of cxrviewer is there; this is {1}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>VerdictPanel</name>
    <message>
        <source>All others absent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show scores now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verdicts on each label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Words to this verdict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>YOUR VERDICT</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Viewport</name>
    <message>
        <source>Radiograph</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WelcomeDialog</name>
    <message>
        <source>&amp;Begin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before you begin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I have read this, and I use cxrviewer in that way only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Radiographs, scores and reports stay on this computer. Whoever opens files of patients answers for their protection.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The models are wrong often enough to do harm. A score below an operating point does not mean that a disease is absent, and a heatmap shows where a model looked, not where a disease is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no warranty of any kind; see Help, About for the licence.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>actions</name>
    <message>
        <source>&amp;1:1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;About cxrviewer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Absent, or disagree</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Angle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Cancel analysis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Cardiothoracic ratio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Change shortcuts…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Compare with prior</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Dark window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Delete measurement</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Ellipse statistics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;End comparison</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Export PDF report…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Fit to window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Forget the calibration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Four panes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Getting started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Heatmap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Histogram</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Invert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Length</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Light window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Lung mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Magnifier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Model card…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Mouse and keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Next finding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Next image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Next pane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;One pane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Overlay planes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Pan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Polygon statistics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Preferences…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Present, or agree</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Previous finding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Previous image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Previous pane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Read first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Recent folders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Rectangle statistics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Refused files…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Reset display</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Run again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Search…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Show the scores now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Studies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Subtraction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Texts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Triage order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Two side by side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Unsure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Watch opened folders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Zoom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1. Open radiographs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>2. Look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>3. Read the findings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>4. See where the model looked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>5. Measure and compare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>6. Keep the result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A key that is held goes without Ctrl, Shift and Alt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Absent, for every label without a verdict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Active pane f&amp;ull</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All &amp;others absent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All texts, identity only, none; warnings always stay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Analyse all &amp;listed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arra&amp;nge again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arro&amp;w</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As large on the screen as its pixel spacing says, by the screen&apos;s own size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask the models about every listed image, behind what is looked at; again stops it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask the models about this radiograph again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automatic window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bl&amp;ink</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bone window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cal&amp;ibrate by the chosen length…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cardiothoracic ratio by &amp;hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Co&amp;bb angle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Co&amp;ver corners and markers…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl + wheel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DICOM &amp;tags…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark or light as the system is; the image stays on black</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Display &amp;shutter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Double click</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag from the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag with the left button to window, with the right one to zoom, with the middle one to pan; {fit} fits the radiograph to its pane, {one_to_one} shows it 1:1, {invert} exchanges black and white, {reset} begins anew. {preset_auto} to {preset_full_range} are window presets. {previous_image} and {next_image} go through the list, {search_studies} searches it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw the heart&apos;s diameter, then the chest&apos;s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>E&amp;xport this radiograph&apos;s measurements…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each row is one finding of one model: its score, its operating point as a tick on the bar, and whether the score lies above or below. Below is not the same as healthy. Doubts of the input check stand first: the picture may be unlike everything that the model was trained on. {model_card} shows what a model was made from and how well it does.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything that stands in the file of the current image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exchange black and white</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export all &amp;measurements…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F&amp;ull screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fi&amp;ndings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File, Open folder ({open_folder}), or drop folders and files on the window. DICOM, PNG and JPEG are read. No radiographs at hand? Start cxrviewer --demo for synthetic ones.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter and sort by the marks and scores of now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter by modality, view, status, marks and date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First preset of your own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fla&amp;g</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flag the study, or take the flag away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flip &amp;left to right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flip &amp;top to bottom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full range of values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide scores and heatmaps until you have given a verdict on each label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide what the sender does not count as picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Image in its own &amp;window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Imp&amp;ort measurements…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lar&amp;ger texts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left drag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left drag moves the radiograph while the key is held</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left drag with Ctrl + Shift</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left drag with Ctrl, Shift</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left drag: move the radiograph</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left drag: window; right is wider, down is brighter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left drag: zoom; up is closer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Link &amp;window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Link &amp;zoom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Link p&amp;an</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look closer below the cursor; hold the key, or tap it to switch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lung fields as the model sees them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lung window, from the radiograph&apos;s own values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark the study as read or unread</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measure a length: drag, or click both ends</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measure an angle: an end, the vertex, the other end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measure the angle between two lines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mediastinum window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Menu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Middle drag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mirror the radiograph upside down; it is marked as mirrored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mirror the radiograph; it is marked as mirrored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model attention for the chosen finding; hold the key to peek</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the panes to a second monitor, and back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ne&amp;xt study</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New files of opened folders appear by themselves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One pane full, and back; a single pane is fitted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One pixel of the radiograph on one pixel of the screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open every radiograph below a folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open fi&amp;les…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open folders and files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pan while held</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pre&amp;vious study</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous or next image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Propose the cardiothoracic ratio from the lung fields</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the same patient&apos;s last earlier frontal study beside this one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re&amp;name measurement…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Real si&amp;ze</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Research and education use only. Not a medical device: nothing shown here may guide the care of a patient.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right click</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right drag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;maller texts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say how long the chosen line is; the radiograph is measured by it from then on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search the studies as you type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Second preset of your own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sender&apos;s window; again for the sender&apos;s next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show &amp;all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the image in a pane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the whole radiograph</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>So&amp;rt by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Soft tissue window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Statistics in a polygon: click its corners, double click ends it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Statistics of the pixel values in a rectangle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Statistics of the pixel values in an ellipse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Studies with the highest score relative to its operating point first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The active pane in place of all, and back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The chosen tool; window: right is wider, down is brighter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The earlier radiograph in place of the later one; hold the key to peek</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The exact tensor of each model, and how it was made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The label is absent; where its score is shown: you disagree with the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The label is present; where its score is shown: you agree with the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The later radiograph less the earlier one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The radiograph&apos;s values and the window over them, to be dragged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Third preset of your own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This key cannot be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tools</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turn le&amp;ft</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turn ri&amp;ght</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two, one a&amp;bove the other</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ver&amp;dicts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What becomes of the scores when parts without lungs are covered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the model &amp;saw…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the sender has drawn over the radiograph</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Window all panes alike, each relative to its own automatic window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Window as the s&amp;ystem</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Window for the region in the frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Window, polarity, zoom and overlays as at the start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Window: faster, finer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without verdicts; those that follow do not count as blind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Work in the next pane: list and keys are then about it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Work in this pane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the report of the current study</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write your impression at the lower right and export the report with {export_report}. {mark_read} marks a study as read, {flag_study} flags it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom about the cursor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom about the cursor: up is closer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} belongs to “{1}”. Change that one first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is needed in lists and dialogs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{heatmap} shows the model attention for the chosen finding, {mask} the lung mask; hold {heatmap} to peek. {next_finding} and {previous_finding} choose another finding. Attention outside the lungs is a reason to distrust a score.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{measure_length} measures a length, {measure_angle} an angle, {measure_ellipse} the pixel values of a region, {propose_ratio} proposes the cardiothoracic ratio. {compare} puts the patient&apos;s earlier radiograph beside this one. {layout_1x2} and {layout_2x2} show several panes, {image_window} moves them to a second monitor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{shortcuts} shows every key and what the mouse does; {edit_shortcuts} changes keys.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>comparison</name>
    <message>
        <source>Change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>EARLIER · {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>EARLIER, LAID ON · {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LATER · {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Noise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SUBTRACTION · light: denser now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>▲ higher</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>▼ lower</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>findings</name>
    <message>
        <source> · demo model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bundle {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calibrated probability {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Demo: measured as a weak model, for trying the program out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No operating point was chosen for this label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not calibrated: the score is no probability</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Operating point {0} ({1})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Score {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sensitivity {0} %, specificity {1} %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>above operating point</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>below operating point</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>measured on {0} positive validation patients</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no operating point</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>probability {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>score {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>• {0} [{1}]</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>studies</name>
    <message>
        <source>&amp;Descending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A year, a month or a day: 2024, 2024-03 or 2024-03-31</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Date {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flagged first, then unread</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Highest finding: {0}, score {1} (operating point {2})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Highest score</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Highest score (triage order)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Marks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Modality</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Patient</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Patients, studies and series kept together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>So&amp;rt by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sorted by: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Studies whose highest finding stands furthest above its operating point come first; images that are not analysed follow in the order in which they were found. Nothing is hidden. Scores of demonstration and research models count like all others: the order says where to look first, not what is there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is gone from its folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What needs a look first: gone, then warned of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>above</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>above an operating point</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>any</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>file is gone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>flagged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not analysed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not for the models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not yet analysed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ok</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>synthetic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unread</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>warning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>with a verdict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>with a warning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>without a verdict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>without a warning</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>verdicts</name>
    <message>
        <source>Absent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agree</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disagree</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Present</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>absent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>agree</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>disagree</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>present</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>scores were hidden</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>scores were shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unsure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: above operating point</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: below operating point</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>viewport</name>
    <message>
        <source>BURNED-IN TEXT</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DEMO MODEL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>INPUT DOUBTED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LOSSY</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MIRRORED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Research and education use only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SYNTHETIC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom {0} %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>born {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>frame {0} of {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>here: all below the lowest colour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>inverted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>share of the logit</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
