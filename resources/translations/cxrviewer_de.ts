<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>A chest-radiograph workstation. Apache-2.0.</source>
        <translation>Ein Arbeitsplatz für Röntgenaufnahmen des Thorax. Apache-2.0.</translation>
    </message>
    <message>
        <source>About cxrviewer</source>
        <translation>Über cxrviewer</translation>
    </message>
    <message>
        <source>Each library brings the text of its licence where it is installed.</source>
        <translation>Jede Bibliothek bringt den Text ihrer Lizenz dorthin mit, wo sie installiert ist.</translation>
    </message>
    <message>
        <source>Libraries</source>
        <translation>Bibliotheken</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>The texts of their licences: {0}</source>
        <translation>Die Texte ihrer Lizenzen: {0}</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
</context>
<context>
    <name>AgreementControls</name>
    <message>
        <source>A broken line around the attention that stays when the radiograph is moved, turned and made brighter or darker a little: in at least 80 % of 9 views it is at or above the least attention that is drawn. The line says how steady the model&apos;s attention is, not that the model is right.</source>
        <translation>Eine gestrichelte Linie um die Aufmerksamkeit, die bleibt, wenn die Aufnahme ein wenig verschoben, gedreht und heller oder dunkler gemacht wird: In mindestens 80 % von 9 Ansichten erreicht sie die geringste dargestellte Aufmerksamkeit. Die Linie sagt, wie stetig die Aufmerksamkeit des Modells ist, nicht, dass das Modell recht hat.</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>Übereinstimmung</translation>
    </message>
    <message>
        <source>Asking the model with small changes…</source>
        <translation>Das Modell wird mit kleinen Änderungen befragt…</translation>
    </message>
    <message>
        <source>No attention is drawn here, so nothing can agree</source>
        <translation>Hier ist keine Aufmerksamkeit dargestellt, also kann nichts übereinstimmen</translation>
    </message>
    <message>
        <source>{0} % of the drawn area is agreed on by 80 % of {1} views ({2} s)</source>
        <translation>In {0} % der dargestellten Fläche stimmen 80 % von {1} Ansichten überein ({2} s)</translation>
    </message>
</context>
<context>
    <name>AnalysisHeader</name>
    <message>
        <source>Cancel analysis</source>
        <translation>Analyse abbrechen</translation>
    </message>
    <message>
        <source>Cancelled. Press F5 to run it again.</source>
        <translation>Abgebrochen. F5 startet sie erneut.</translation>
    </message>
    <message>
        <source>FINDINGS</source>
        <translation>BEFUNDE</translation>
    </message>
    <message>
        <source>Labels: {0}, analysed in {1} s</source>
        <translation>Befunde: {0}, analysiert in {1} s</translation>
    </message>
    <message>
        <source>Loading the models…</source>
        <translation>Modelle werden geladen…</translation>
    </message>
    <message>
        <source>Not analysed</source>
        <translation>Nicht analysiert</translation>
    </message>
    <message>
        <source>Not analysed: {0}</source>
        <translation>Nicht analysiert: {0}</translation>
    </message>
    <message>
        <source>Open a radiograph: what the models say of it will stand here.</source>
        <translation>Öffnen Sie eine Aufnahme: Was die Modelle dazu sagen, steht dann hier.</translation>
    </message>
    <message>
        <source>Progress of the analysis</source>
        <translation>Fortschritt der Analyse</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>Erneut analysieren</translation>
    </message>
    <message>
        <source>Running: {0}</source>
        <translation>Läuft: {0}</translation>
    </message>
    <message>
        <source>Scores are hidden: {0} verdicts to go</source>
        <translation>Scores sind verborgen: noch {0} Urteile</translation>
    </message>
    <message>
        <source>Waiting for the models…</source>
        <translation>Es wird auf die Modelle gewartet…</translation>
    </message>
</context>
<context>
    <name>BatchStrip</name>
    <message>
        <source>; {0} could not be</source>
        <translation>; {0} nicht möglich</translation>
    </message>
    <message>
        <source>Analysed: {0} of {1}</source>
        <translation>Analysiert: {0} von {1}</translation>
    </message>
    <message>
        <source>Analysis of all listed images</source>
        <translation>Analyse aller aufgeführten Bilder</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
</context>
<context>
    <name>CardRuler</name>
    <message>
        <source>Hold a bank card to the screen and make the bar as wide (85.60 mm).</source>
        <translation>Eine Bankkarte an den Bildschirm halten und den Balken so breit machen (85,60 mm).</translation>
    </message>
    <message>
        <source>Width of a bank card on this screen</source>
        <translation>Breite einer Bankkarte auf diesem Bildschirm</translation>
    </message>
</context>
<context>
    <name>ComparisonPanel</name>
    <message>
        <source>Blink</source>
        <translation>Blinken</translation>
    </message>
    <message>
        <source>Changes of the scores</source>
        <translation>Änderungen der Scores</translation>
    </message>
    <message>
        <source>End comparison</source>
        <translation>Vergleich beenden</translation>
    </message>
    <message>
        <source>Laid on each other by the lung fields: overlap {0} % ({1} % before), turned by {2}°.</source>
        <translation>Anhand der Lungenfelder aufeinandergelegt: Überlappung {0} % (vorher {1} %), gedreht um {2}°.</translation>
    </message>
    <message>
        <source>Laying the radiographs on each other by their lung fields…</source>
        <translation>Die Aufnahmen werden anhand der Lungenfelder aufeinandergelegt…</translation>
    </message>
    <message>
        <source>Measuring how far the scores move without a cause…</source>
        <translation>Es wird gemessen, wie weit die Scores ohne Ursache schwanken…</translation>
    </message>
    <message>
        <source>Noise: 95 % limit from {0} simulated repeats of each radiograph (shift, turn, breath, exposure; {1} s). Real repeats vary more.</source>
        <translation>Rauschen: 95-%-Grenze aus {0} simulierten Wiederholungen jeder Aufnahme (Verschiebung, Drehung, Atmung, Belichtung; {1} s). Echte Wiederholungen schwanken stärker.</translation>
    </message>
    <message>
        <source>Not compared, because it did not speak of both in one version: {0}.</source>
        <translation>Nicht verglichen, weil es sich nicht in einer Version zu beiden geäußert hat: {0}.</translation>
    </message>
    <message>
        <source>Subtraction</source>
        <translation>Subtraktion</translation>
    </message>
    <message>
        <source>The noise could not be measured. </source>
        <translation>Das Rauschen konnte nicht gemessen werden. </translation>
    </message>
    <message>
        <source>{0} COMPARED WITH {1}</source>
        <translation>{0} VERGLICHEN MIT {1}</translation>
    </message>
</context>
<context>
    <name>DoubtList</name>
    <message>
        <source>Hide the scores again</source>
        <translation>Scores wieder verbergen</translation>
    </message>
    <message>
        <source>INPUT CHECK</source>
        <translation>PRÜFUNG DER AUFNAHME</translation>
    </message>
    <message>
        <source>Show scores anyway</source>
        <translation>Scores trotzdem zeigen</translation>
    </message>
</context>
<context>
    <name>FileArea</name>
    <message>
        <source>Open files</source>
        <translation>Dateien öffnen</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
</context>
<context>
    <name>FindingsPanel</name>
    <message>
        <source>By name</source>
        <translation>Nach Namen</translation>
    </message>
    <message>
        <source>Demo models are weak: their scores are for trying the program out.</source>
        <translation>Demomodelle sind schwach: Ihre Scores dienen dem Ausprobieren des Programms.</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Befunde</translation>
    </message>
    <message>
        <source>Furthest above its operating point first</source>
        <translation>Über Schwellenwert zuerst</translation>
    </message>
    <message>
        <source>Grouped by model</source>
        <translation>Nach Modell gruppiert</translation>
    </message>
    <message>
        <source>Highest score first</source>
        <translation>Höchster Score zuerst</translation>
    </message>
    <message>
        <source>IMPRESSION</source>
        <translation>BEURTEILUNG</translation>
    </message>
    <message>
        <source>OVERLAYS</source>
        <translation>OVERLAYS</translation>
    </message>
    <message>
        <source>Order of the findings</source>
        <translation>Reihenfolge der Befunde</translation>
    </message>
</context>
<context>
    <name>FoldersArea</name>
    <message>
        <source>&amp;Clear this list</source>
        <translation>Diese Liste &amp;leeren</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Not remembered (Preferences)</source>
        <translation>Werden nicht gemerkt (Einstellungen)</translation>
    </message>
</context>
<context>
    <name>FrameBar</name>
    <message>
        <source>Frame</source>
        <translation>Einzelbild</translation>
    </message>
    <message>
        <source>frame {0} of {1}</source>
        <translation>Bild {0} von {1}</translation>
    </message>
</context>
<context>
    <name>GettingStartedDialog</name>
    <message>
        <source>Getting started</source>
        <translation>Erste Schritte</translation>
    </message>
</context>
<context>
    <name>HeatmapControls</name>
    <message>
        <source>Colours of the heatmap</source>
        <translation>Farben der Heatmap</translation>
    </message>
    <message>
        <source>Contour</source>
        <translation>Kontur</translation>
    </message>
    <message>
        <source>Least attention that is drawn</source>
        <translation>Geringste dargestellte Aufmerksamkeit</translation>
    </message>
    <message>
        <source>Least attention that is drawn, as a share of the scale</source>
        <translation>Geringste dargestellte Aufmerksamkeit als Anteil der Skala</translation>
    </message>
    <message>
        <source>Native grid</source>
        <translation>Originalraster</translation>
    </message>
    <message>
        <source>The cells of the network&apos;s own grid: no finer detail is known</source>
        <translation>Die Zellen des netzeigenen Rasters: feinere Einzelheiten sind nicht bekannt</translation>
    </message>
    <message>
        <source>The model did not look at the lungs: distrust this score</source>
        <translation>Das Modell hat nicht auf die Lungen geachtet: diesem Score ist nicht zu trauen</translation>
    </message>
    <message>
        <source>{0} % of the attention lies outside the lungs, spread evenly it would be {1} %</source>
        <translation>{0} % der Aufmerksamkeit liegen außerhalb der Lungen, gleichmäßig verteilt wären es {1} %</translation>
    </message>
</context>
<context>
    <name>HistogramPanel</name>
    <message>
        <source>Drag the ends of the window, or between them all of it</source>
        <translation>Die Enden des Fensters ziehen, oder dazwischen das ganze</translation>
    </message>
    <message>
        <source>Histogram</source>
        <translation>Histogramm</translation>
    </message>
</context>
<context>
    <name>ImageArea</name>
    <message>
        <source>Measure it in the preferences, or use 1:1.</source>
        <translation>In den Einstellungen messen oder 1:1 benutzen.</translation>
    </message>
    <message>
        <source>The file does not say how large a pixel is.</source>
        <translation>Die Datei sagt nicht, wie groß ein Pixel ist.</translation>
    </message>
    <message>
        <source>The screen does not say how large it is.</source>
        <translation>Der Bildschirm sagt nicht, wie groß er ist.</translation>
    </message>
    <message>
        <source>Use 1:1, which shows one pixel on one pixel of the screen.</source>
        <translation>Verwenden Sie 1:1, das ein Pixel auf einem Bildschirmpixel zeigt.</translation>
    </message>
</context>
<context>
    <name>ImpressionEditor</name>
    <message>
        <source>Export PDF report…</source>
        <translation>PDF-Bericht exportieren…</translation>
    </message>
    <message>
        <source>Impression</source>
        <translation>Beurteilung</translation>
    </message>
    <message>
        <source>Your impression, as it will stand in the report</source>
        <translation>Ihre Beurteilung, wie sie im Bericht stehen wird</translation>
    </message>
</context>
<context>
    <name>ListHead</name>
    <message>
        <source>Arrange again</source>
        <translation>Neu ordnen</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>Suche leeren</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Filter by modality, view, status, marks and date</source>
        <translation>Filtern nach Modalität, Projektion, Status, Markierungen und Datum</translation>
    </message>
    <message>
        <source>Images: {0}</source>
        <translation>Bilder: {0}</translation>
    </message>
    <message>
        <source>Marks or scores have changed.</source>
        <translation>Markierungen oder Scores haben sich geändert.</translation>
    </message>
    <message>
        <source>STUDIES</source>
        <translation>STUDIEN</translation>
    </message>
    <message>
        <source>Search patient, date, view…</source>
        <translation>Patient, Datum, Projektion suchen…</translation>
    </message>
    <message>
        <source>Search the studies</source>
        <translation>Studien durchsuchen</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alle zeigen</translation>
    </message>
    <message>
        <source>{0} of {1} hidden by the filter</source>
        <translation>{0} von {1} durch den Filter verborgen</translation>
    </message>
    <message>
        <source>{0}, scanning…</source>
        <translation>{0}, Suche läuft…</translation>
    </message>
</context>
<context>
    <name>MeasurementArea</name>
    <message>
        <source>Calibrate</source>
        <translation>Kalibrieren</translation>
    </message>
    <message>
        <source>Length of the chosen line in millimetres</source>
        <translation>Länge der gewählten Linie in Millimetern</translation>
    </message>
    <message>
        <source>Measurement</source>
        <translation>Messung</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>This line cannot be calibrated by: {0}.</source>
        <translation>Nach dieser Linie kann nicht kalibriert werden: {0}.</translation>
    </message>
</context>
<context>
    <name>MeasurementFiles</name>
    <message>
        <source>Export measurements</source>
        <translation>Messungen exportieren</translation>
    </message>
    <message>
        <source>Import measurements</source>
        <translation>Messungen importieren</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>{0} measurements of {1} radiographs were written.</source>
        <translation>Geschriebene Messungen: {0}, aus Aufnahmen: {1}.</translation>
    </message>
    <message>
        <source>{0} measurements were read; {1} are of the radiograph on the screen.</source>
        <translation>Gelesene Messungen: {0}; davon zur gezeigten Aufnahme: {1}.</translation>
    </message>
</context>
<context>
    <name>MeasurementList</name>
    <message>
        <source>Measurements</source>
        <translation>Messungen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Bezug</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
</context>
<context>
    <name>ModelCardDialog</name>
    <message>
        <source>Figure</source>
        <translation>Kennzahl</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>Aufnahmen</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Befund</translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation>Kennzahlen</translation>
    </message>
    <message>
        <source>Model cards</source>
        <translation>Modellkarten</translation>
    </message>
    <message>
        <source>No model bundle is in use.</source>
        <translation>Es ist kein Modellpaket in Gebrauch.</translation>
    </message>
    <message>
        <source>Value (95 % interval)</source>
        <translation>Wert (95-%-Intervall)</translation>
    </message>
</context>
<context>
    <name>ModelInputDialog</name>
    <message>
        <source>No model bundle is in use.</source>
        <translation>Es ist kein Modellpaket in Gebrauch.</translation>
    </message>
    <message>
        <source>The tensor as a picture</source>
        <translation>Der Tensor als Bild</translation>
    </message>
    <message>
        <source>What the model saw</source>
        <translation>Was das Modell gesehen hat</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>+ {0} more</source>
        <translation>+ {0} weitere</translation>
    </message>
    <message>
        <source>Put this notice away</source>
        <translation>Diesen Hinweis schließen</translation>
    </message>
</context>
<context>
    <name>OcclusionDialog</name>
    <message>
        <source> A model leans on what is not lung: distrust that score.</source>
        <translation> Ein Modell stützt sich auf anderes als die Lunge: diesem Score ist nicht zu trauen.</translation>
    </message>
    <message>
        <source>Asking the models with each part covered…</source>
        <translation>Die Modelle werden mit abgedeckten Bereichen befragt…</translation>
    </message>
    <message>
        <source>Changes of the scores</source>
        <translation>Änderungen der Scores</translation>
    </message>
    <message>
        <source>Corners and markers covered</source>
        <translation>Ecken und Marker abgedeckt</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>Befund</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>No lung is covered here, so scores that rest on the lungs hardly move. Greatest change: {0}.</source>
        <translation>Hier ist keine Lunge abgedeckt; Scores, die auf den Lungen beruhen, ändern sich daher kaum. Größte Änderung: {0}.</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Score</translation>
    </message>
</context>
<context>
    <name>OverlayControls</name>
    <message>
        <source>Heatmap</source>
        <translation>Heatmap</translation>
    </message>
    <message>
        <source>Heatmap opacity</source>
        <translation>Deckkraft der Heatmap</translation>
    </message>
    <message>
        <source>Lung fields: not evaluated</source>
        <translation>Lungenfelder: nicht ausgewertet</translation>
    </message>
    <message>
        <source>Lung mask</source>
        <translation>Lungenmaske</translation>
    </message>
    <message>
        <source>Lung mask opacity</source>
        <translation>Deckkraft der Lungenmaske</translation>
    </message>
    <message>
        <source>Lungs cover {0} % of the radiograph</source>
        <translation>Die Lungen bedecken {0} % der Aufnahme</translation>
    </message>
</context>
<context>
    <name>PaintingStrip</name>
    <message>
        <source>Painted - not the radiograph</source>
        <translation>Übermalt - nicht die Aufnahme</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>The second score is that of the painted picture. Filled with the middle grey around the place where each stroke began. Reports and tables hold the radiograph only.</source>
        <translation>Der zweite Score ist der des übermalten Bildes. Gefüllt mit dem mittleren Grau um die Stelle, an der jeder Strich begann. Berichte und Tabellen enthalten nur die Aufnahme.</translation>
    </message>
</context>
<context>
    <name>PaneStand</name>
    <message>
        <source>Bring the image back</source>
        <translation>Bild zurückholen</translation>
    </message>
    <message>
        <source>The image is in a window of its own.</source>
        <translation>Das Bild steht in einem eigenen Fenster.</translation>
    </message>
</context>
<context>
    <name>PaneView</name>
    <message>
        <source>Drag an image here, or choose one in the list while this pane is active.</source>
        <translation>Ziehen Sie ein Bild hierher, oder wählen Sie eines in der Liste, während dieses Bildfeld aktiv ist.</translation>
    </message>
    <message>
        <source>Drop folders or files here. DICOM, PNG and JPEG are read.</source>
        <translation>Legen Sie Ordner oder Dateien hier ab. DICOM, PNG und JPEG werden gelesen.</translation>
    </message>
    <message>
        <source>Empty pane {0}</source>
        <translation>Leeres Bildfeld {0}</translation>
    </message>
    <message>
        <source>Open a folder with chest radiographs</source>
        <translation>Öffnen Sie einen Ordner mit Thoraxaufnahmen</translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation>Ordner öffnen…</translation>
    </message>
    <message>
        <source>Pane {0}</source>
        <translation>Bildfeld {0}</translation>
    </message>
</context>
<context>
    <name>PreferencesDialog</name>
    <message>
        <source> times</source>
        <translation>-fach</translation>
    </message>
    <message>
        <source>Address of a version feed; empty: never ask</source>
        <translation>Adresse einer Versionsangabe; leer: nie fragen</translation>
    </message>
    <message>
        <source>Analyse a radiograph as soon as it is shown</source>
        <translation>Eine Aufnahme analysieren, sobald sie gezeigt wird</translation>
    </message>
    <message>
        <source>Another device or runtime opens the models again; --device and --runtime on the command line go first. TensorFlow must be installed separately, and the window may stutter while it loads.</source>
        <translation>Ein anderes Gerät oder eine andere Laufzeit öffnet die Modelle neu; --device und --runtime der Befehlszeile gehen vor. TensorFlow muss eigens installiert sein, und das Fenster kann stocken, während es lädt.</translation>
    </message>
    <message>
        <source>Apple (Core ML)</source>
        <translation>Apple (Core ML)</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Asked once a day for a version number; nothing is sent or downloaded</source>
        <translation>Wird einmal täglich nach einer Versionsnummer gefragt; nichts wird gesendet oder heruntergeladen</translation>
    </message>
    <message>
        <source>Best available</source>
        <translation>Bestes vorhandenes</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>GPU under Windows (DirectML)</source>
        <translation>GPU unter Windows (DirectML)</translation>
    </message>
    <message>
        <source>How fast a drag changes the window; Ctrl is faster</source>
        <translation>Wie schnell Ziehen das Fenster ändert; mit Strg schneller</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Left drag: left is wider, up is brighter</source>
        <translation>Links ziehen: nach links breiter, nach oben heller</translation>
    </message>
    <message>
        <source>Light; the image stays on black</source>
        <translation>Hell; das Bild bleibt auf Schwarz</translation>
    </message>
    <message>
        <source>Models run on</source>
        <translation>Modelle laufen auf</translation>
    </message>
    <message>
        <source>Models run with</source>
        <translation>Modelle laufen mit</translation>
    </message>
    <message>
        <source>Mouse</source>
        <translation>Maus</translation>
    </message>
    <message>
        <source>NVIDIA GPU (CUDA)</source>
        <translation>NVIDIA-GPU (CUDA)</translation>
    </message>
    <message>
        <source>Newer versions</source>
        <translation>Neuere Versionen</translation>
    </message>
    <message>
        <source>ONNX Runtime</source>
        <translation>ONNX Runtime</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Processor (CPU)</source>
        <translation>Prozessor (CPU)</translation>
    </message>
    <message>
        <source>Real size</source>
        <translation>Wahre Größe</translation>
    </message>
    <message>
        <source>Remember recent folders (names can tell of patients)</source>
        <translation>Letzte Ordner merken (Namen können Patienten verraten)</translation>
    </message>
    <message>
        <source>Size of texts</source>
        <translation>Schriftgröße</translation>
    </message>
    <message>
        <source>TensorFlow (reference)</source>
        <translation>TensorFlow (Referenz)</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>Window drag speed</source>
        <translation>Tempo beim Fenstern</translation>
    </message>
</context>
<context>
    <name>PreferencesEditor</name>
    <message>
        <source>The keys kept for these actions cannot be used: {0}.</source>
        <translation>Die gemerkten Tasten dieser Aktionen sind nicht verwendbar: {0}.</translation>
    </message>
    <message>
        <source>The language changes when the program is started again.</source>
        <translation>Die Sprache wechselt beim nächsten Start des Programms.</translation>
    </message>
    <message>
        <source>They have their first keys again; see Help, Change shortcuts.</source>
        <translation>Sie haben wieder ihre ursprünglichen Tasten; siehe Hilfe, Tasten ändern.</translation>
    </message>
</context>
<context>
    <name>PresetMenu</name>
    <message>
        <source>&amp;Keep this window…</source>
        <translation>Dieses Fenster &amp;merken…</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>&amp;Window presets</source>
        <translation>&amp;Fenstervorgaben</translation>
    </message>
    <message>
        <source>Its area is fitted to the window.</source>
        <translation>Sein Bereich wird an das Fenster angepasst.</translation>
    </message>
    <message>
        <source>Keep this window</source>
        <translation>Dieses Fenster merken</translation>
    </message>
    <message>
        <source>Name of the preset, for any radiograph:</source>
        <translation>Name der Vorgabe, für jede Aufnahme:</translation>
    </message>
    <message>
        <source>State: {0}</source>
        <translation>Zustand: {0}</translation>
    </message>
    <message>
        <source>The true size that the state asks for is not known here.</source>
        <translation>Die wahre Größe, die der Zustand verlangt, ist hier nicht bekannt.</translation>
    </message>
    <message>
        <source>without a label, {0}</source>
        <translation>ohne Bezeichnung, {0}</translation>
    </message>
</context>
<context>
    <name>PrevalenceControls</name>
    <message>
        <source>How common the disease is among your patients</source>
        <translation>Wie häufig die Krankheit unter Ihren Patienten ist</translation>
    </message>
    <message>
        <source>Prevalence among your patients</source>
        <translation>Prävalenz unter Ihren Patienten</translation>
    </message>
    <message>
        <source>{0} of patients with this score, where {1} of all have it
(calibrated where {2} have it)</source>
        <translation>{0} der Patienten mit diesem Score, wenn {1} aller sie haben
(kalibriert, wo {2} sie haben)</translation>
    </message>
</context>
<context>
    <name>RefusedFilesDialog</name>
    <message numerus="yes">
        <source>%n files cannot be shown. Everything else was opened.</source>
        <translation>
            <numerusform>%n Datei kann nicht gezeigt werden. Alles andere wurde geöffnet.</numerusform>
            <numerusform>%n Dateien können nicht gezeigt werden. Alles andere wurde geöffnet.</numerusform>
        </translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>No file was refused.</source>
        <translation>Keine Datei wurde abgewiesen.</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Refused files</source>
        <translation>Abgewiesene Dateien</translation>
    </message>
</context>
<context>
    <name>ReportExport</name>
    <message>
        <source>A report is being written already.</source>
        <translation>Es wird bereits ein Bericht geschrieben.</translation>
    </message>
    <message>
        <source>Export PDF report</source>
        <translation>PDF-Bericht exportieren</translation>
    </message>
    <message>
        <source>It names the others, and says why each could not be shown.</source>
        <translation>Er nennt die übrigen und sagt, warum jedes nicht gezeigt werden konnte.</translation>
    </message>
    <message>
        <source>Open a folder first.</source>
        <translation>Öffnen Sie zuerst einen Ordner.</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Reading and analysing image {0} of {1} of the study…</source>
        <translation>Bild {0} von {1} der Studie wird gelesen und analysiert…</translation>
    </message>
    <message>
        <source>The export was cancelled; no report was written.</source>
        <translation>Der Export wurde abgebrochen; es wurde kein Bericht geschrieben.</translation>
    </message>
    <message>
        <source>The report was written, with {0} of the {1} images of the study.</source>
        <translation>Der Bericht wurde geschrieben, mit {0} der {1} Bilder der Studie.</translation>
    </message>
    <message>
        <source>The report was written.</source>
        <translation>Der Bericht wurde geschrieben.</translation>
    </message>
    <message>
        <source>There is no radiograph to report on.</source>
        <translation>Es gibt keine Aufnahme, über die zu berichten wäre.</translation>
    </message>
    <message>
        <source>Wait until it is there, or cancel it.</source>
        <translation>Warten Sie, bis er da ist, oder brechen Sie ihn ab.</translation>
    </message>
    <message>
        <source>Writing the report…</source>
        <translation>Der Bericht wird geschrieben…</translation>
    </message>
    <message>
        <source>{0} exists already. Replace it?</source>
        <translation>{0} gibt es schon. Ersetzen?</translation>
    </message>
</context>
<context>
    <name>RocPlot</name>
    <message>
        <source>ROC curve</source>
        <translation>ROC-Kurve</translation>
    </message>
    <message>
        <source>Sensitivity over false positive rate</source>
        <translation>Sensitivität über der Falsch-positiv-Rate</translation>
    </message>
</context>
<context>
    <name>ShortcutEditor</name>
    <message>
        <source>&amp;No key</source>
        <translation>&amp;Keine Taste</translation>
    </message>
    <message>
        <source>&amp;Reset</source>
        <translation>&amp;Zurücksetzen</translation>
    </message>
    <message>
        <source>(tap or hold)</source>
        <translation>(tippen oder halten)</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>Actions and their keys</source>
        <translation>Aktionen und ihre Tasten</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Taste</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>New key</source>
        <translation>Neue Taste</translation>
    </message>
    <message>
        <source>Reset &amp;all</source>
        <translation>&amp;Alle zurücksetzen</translation>
    </message>
    <message>
        <source>Search for an action or a key</source>
        <translation>Aktion oder Taste suchen</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>The mouse is fixed; Help lists what it does. Changed keys are in bold.</source>
        <translation>Die Maus ist festgelegt; die Hilfe führt auf, was sie tut. Geänderte Tasten sind fett.</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>KEYS</source>
        <translation>TASTEN</translation>
    </message>
    <message>
        <source>MOUSE</source>
        <translation>MAUS</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>Bedeutung</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>Mouse and keys</source>
        <translation>Maus und Tasten</translation>
    </message>
    <message>
        <source>What the keys do</source>
        <translation>Was die Tasten tun</translation>
    </message>
    <message>
        <source>What the mouse does</source>
        <translation>Was die Maus tut</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>, refused: {0}</source>
        <translation>, abgewiesen: {0}</translation>
    </message>
    <message>
        <source>A folder is being scanned</source>
        <translation>Ein Ordner wird durchsucht</translation>
    </message>
    <message>
        <source>Images: {0}</source>
        <translation>Bilder: {0}</translation>
    </message>
    <message>
        <source>Loading models…</source>
        <translation>Modelle werden geladen…</translation>
    </message>
    <message>
        <source>Research and education use only.</source>
        <translation>Nur für Forschung und Lehre.</translation>
    </message>
    <message>
        <source>Scanning. </source>
        <translation>Suche läuft. </translation>
    </message>
</context>
<context>
    <name>StudyBrowser</name>
    <message>
        <source>Refused files</source>
        <translation>Abgewiesene Dateien</translation>
    </message>
    <message>
        <source>Refused files: {0}</source>
        <translation>Abgewiesene Dateien: {0}</translation>
    </message>
    <message>
        <source>Studies</source>
        <translation>Studien</translation>
    </message>
</context>
<context>
    <name>TagDialog</name>
    <message>
        <source>; reading…</source>
        <translation>; wird gelesen…</translation>
    </message>
    <message>
        <source>; the file has more, which are not shown</source>
        <translation>; die Datei hat weitere, die nicht gezeigt werden</translation>
    </message>
    <message>
        <source>Copy row</source>
        <translation>Zeile kopieren</translation>
    </message>
    <message>
        <source>Copy value</source>
        <translation>Wert kopieren</translation>
    </message>
    <message>
        <source>DICOM tags</source>
        <translation>DICOM-Tags</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Raw bytes</source>
        <translation>Rohe Bytes</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen…</translation>
    </message>
    <message>
        <source>Search tag, name, value or bytes…</source>
        <translation>Tag, Name, Wert oder Bytes suchen…</translation>
    </message>
    <message>
        <source>Search the tags</source>
        <translation>Tags durchsuchen</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>{0} of {1} rows</source>
        <translation>{0} von {1} Zeilen</translation>
    </message>
</context>
<context>
    <name>ThresholdLab</name>
    <message>
        <source>A list of labels (CSV)…</source>
        <translation>Eine Liste von Befunden (CSV)…</translation>
    </message>
    <message>
        <source>A local operating point was chosen for another version: it is not used.</source>
        <translation>Ein örtlicher Schwellenwert wurde für eine andere Version gewählt: Er wird nicht verwendet.</translation>
    </message>
    <message>
        <source>Area under the curve {0}</source>
        <translation>Fläche unter der Kurve {0}</translation>
    </message>
    <message>
        <source>Back to the model&apos;s own</source>
        <translation>Zurück zum eigenen des Modells</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>Wird ausgezählt…</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Befund</translation>
    </message>
    <message>
        <source>List of labels</source>
        <translation>Liste von Befunden</translation>
    </message>
    <message>
        <source>Local operating point {0} is in use ({1} with, {2} without).</source>
        <translation>Der örtliche Schwellenwert {0} ist in Gebrauch ({1} mit, {2} ohne).</translation>
    </message>
    <message>
        <source>My verdicts</source>
        <translation>Meine Urteile</translation>
    </message>
    <message>
        <source>My verdicts before the scores were shown</source>
        <translation>Meine Urteile, bevor die Scores gezeigt wurden</translation>
    </message>
    <message>
        <source>Nothing is analysed yet. Open a folder, and analyse all listed.</source>
        <translation>Noch ist nichts analysiert. Öffnen Sie einen Ordner und analysieren Sie alle aufgeführten.</translation>
    </message>
    <message>
        <source>Of those above, {0} have it (PPV)</source>
        <translation>Von denen oberhalb haben {0} den Befund (PPW)</translation>
    </message>
    <message>
        <source>Of those below, {0} do not have it (NPV)</source>
        <translation>Von denen unterhalb haben {0} ihn nicht (NPW)</translation>
    </message>
    <message>
        <source>Prevalence</source>
        <translation>Prävalenz</translation>
    </message>
    <message>
        <source>Prevalence among your patients</source>
        <translation>Prävalenz unter Ihren Patienten</translation>
    </message>
    <message>
        <source>Sensitivity {0}</source>
        <translation>Sensitivität {0}</translation>
    </message>
    <message>
        <source>Specificity {0}</source>
        <translation>Spezifität {0}</translation>
    </message>
    <message>
        <source>There is no local operating point.</source>
        <translation>Es gibt keinen örtlichen Schwellenwert.</translation>
    </message>
    <message>
        <source>There must be radiographs with the finding and without it.</source>
        <translation>Es muss Aufnahmen mit dem Befund und ohne ihn geben.</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>Schwelle</translation>
    </message>
    <message>
        <source>Threshold lab</source>
        <translation>Schwellenwert-Labor</translation>
    </message>
    <message>
        <source>Threshold {0}</source>
        <translation>Schwelle {0}</translation>
    </message>
    <message>
        <source>Too few to choose an operating point: {0} with it and {0} without are needed. The rate of few is chance.</source>
        <translation>Zu wenige, um einen Schwellenwert zu wählen: {0} mit dem Befund und {0} ohne sind nötig. Die Rate von wenigen ist Zufall.</translation>
    </message>
    <message>
        <source>Truth</source>
        <translation>Wahrheit</translation>
    </message>
    <message>
        <source>Use this operating point here</source>
        <translation>Diesen Schwellenwert hier verwenden</translation>
    </message>
    <message>
        <source>where {0} % have it</source>
        <translation>wenn {0} % ihn haben</translation>
    </message>
    <message>
        <source>{0} left out by the input check</source>
        <translation>{0} durch die Prüfung der Aufnahme ausgelassen</translation>
    </message>
    <message>
        <source>{0} more have no score to be seen yet: Studies, Analyse all listed.</source>
        <translation>{0} weitere haben noch keinen sichtbaren Score: Studien, Alle aufgeführten analysieren.</translation>
    </message>
    <message>
        <source>{0} radiographs with it, {1} without</source>
        <translation>{0} Aufnahmen mit dem Befund, {1} ohne</translation>
    </message>
</context>
<context>
    <name>UpdateCheck</name>
    <message>
        <source>Get it where you got this one; nothing is downloaded by itself.</source>
        <translation>Beziehen Sie sie dort, woher Sie diese haben; von selbst wird nichts heruntergeladen.</translation>
    </message>
    <message>
        <source>Version {0} of cxrviewer is there; this is {1}.</source>
        <translation>Version {0} von cxrviewer ist da; dies ist {1}.</translation>
    </message>
</context>
<context>
    <name>VerdictFiles</name>
    <message>
        <source> {0} lie outside the folder, or have a name that no table holds: {1}</source>
        <translation> {0} liegen außerhalb des Ordners oder haben einen Namen, den keine Tabelle fasst: {1}</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>Export verdicts</source>
        <translation>Urteile exportieren</translation>
    </message>
    <message>
        <source>{0} verdicts on {1} radiographs were written.</source>
        <translation>Geschriebene Urteile: {0}, zu Aufnahmen: {1}.</translation>
    </message>
</context>
<context>
    <name>VerdictPanel</name>
    <message>
        <source>All others absent</source>
        <translation>Alle übrigen fehlen</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Befund</translation>
    </message>
    <message>
        <source>Show scores now</source>
        <translation>Scores jetzt zeigen</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>Verdicts on each label</source>
        <translation>Urteile zu jedem Befund</translation>
    </message>
    <message>
        <source>Words to this verdict</source>
        <translation>Worte zu diesem Urteil</translation>
    </message>
    <message>
        <source>YOUR VERDICT</source>
        <translation>IHR URTEIL</translation>
    </message>
</context>
<context>
    <name>Viewport</name>
    <message>
        <source>Radiograph</source>
        <translation>Aufnahme</translation>
    </message>
</context>
<context>
    <name>WelcomeDialog</name>
    <message>
        <source>&amp;Begin</source>
        <translation>&amp;Beginnen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>Bee&amp;nden</translation>
    </message>
    <message>
        <source>Before you begin</source>
        <translation>Bevor Sie beginnen</translation>
    </message>
    <message>
        <source>I have read this, and I use cxrviewer in that way only.</source>
        <translation>Ich habe dies gelesen und verwende cxrviewer nur in dieser Weise.</translation>
    </message>
    <message>
        <source>Radiographs, scores and reports stay on this computer. Whoever opens files of patients answers for their protection.</source>
        <translation>Aufnahmen, Scores und Berichte bleiben auf diesem Rechner. Wer Dateien von Patienten öffnet, verantwortet deren Schutz.</translation>
    </message>
    <message>
        <source>The models are wrong often enough to do harm. A score below an operating point does not mean that a disease is absent, and a heatmap shows where a model looked, not where a disease is.</source>
        <translation>Die Modelle irren oft genug, um Schaden anzurichten. Ein Score unterhalb des Schwellenwerts bedeutet nicht, dass eine Krankheit fehlt, und eine Heatmap zeigt, wohin ein Modell geachtet hat, nicht, wo eine Krankheit sitzt.</translation>
    </message>
    <message>
        <source>There is no warranty of any kind; see Help, About for the licence.</source>
        <translation>Es gibt keinerlei Gewährleistung; die Lizenz steht unter Hilfe, Über.</translation>
    </message>
</context>
<context>
    <name>actions</name>
    <message>
        <source>&amp;1:1</source>
        <translation>&amp;1:1</translation>
    </message>
    <message>
        <source>&amp;About cxrviewer</source>
        <translation>Ü&amp;ber cxrviewer</translation>
    </message>
    <message>
        <source>&amp;Absent, or disagree</source>
        <translation>&amp;Fehlt, oder stimmt nicht</translation>
    </message>
    <message>
        <source>&amp;Agreement of the heatmap</source>
        <translation>Übere&amp;instimmung der Heatmap</translation>
    </message>
    <message>
        <source>&amp;Angle</source>
        <translation>&amp;Winkel</translation>
    </message>
    <message>
        <source>&amp;Cancel analysis, or restore what is painted</source>
        <translation>Analyse a&amp;bbrechen, oder Übermaltes wiederherstellen</translation>
    </message>
    <message>
        <source>&amp;Cardiothoracic ratio</source>
        <translation>&amp;Herz-Thorax-Quotient</translation>
    </message>
    <message>
        <source>&amp;Change shortcuts…</source>
        <translation>&amp;Tasten ändern…</translation>
    </message>
    <message>
        <source>&amp;Compare with prior</source>
        <translation>&amp;Mit Voraufnahme vergleichen</translation>
    </message>
    <message>
        <source>&amp;Dark window</source>
        <translation>&amp;Dunkles Fenster</translation>
    </message>
    <message>
        <source>&amp;Delete measurement</source>
        <translation>Messu&amp;ng löschen</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Ellipse statistics</source>
        <translation>&amp;Ellipsenstatistik</translation>
    </message>
    <message>
        <source>&amp;End comparison</source>
        <translation>Verg&amp;leich beenden</translation>
    </message>
    <message>
        <source>&amp;Export PDF report…</source>
        <translation>PDF-Bericht e&amp;xportieren…</translation>
    </message>
    <message>
        <source>&amp;Export verdicts…</source>
        <translation>Urteile &amp;exportieren…</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Filter</source>
        <translation>&amp;Filter</translation>
    </message>
    <message>
        <source>&amp;Fit to window</source>
        <translation>Ein&amp;passen</translation>
    </message>
    <message>
        <source>&amp;Forget the calibration</source>
        <translation>Kalibrierung ver&amp;gessen</translation>
    </message>
    <message>
        <source>&amp;Four panes</source>
        <translation>&amp;Vier Bildfelder</translation>
    </message>
    <message>
        <source>&amp;Getting started</source>
        <translation>&amp;Erste Schritte</translation>
    </message>
    <message>
        <source>&amp;Heatmap</source>
        <translation>&amp;Heatmap</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Histogram</source>
        <translation>&amp;Histogramm</translation>
    </message>
    <message>
        <source>&amp;Image</source>
        <translation>B&amp;ild</translation>
    </message>
    <message>
        <source>&amp;Invert</source>
        <translation>&amp;Invertieren</translation>
    </message>
    <message>
        <source>&amp;Layout</source>
        <translation>&amp;Anordnung</translation>
    </message>
    <message>
        <source>&amp;Length</source>
        <translation>&amp;Länge</translation>
    </message>
    <message>
        <source>&amp;Light window</source>
        <translation>Hell&amp;es Fenster</translation>
    </message>
    <message>
        <source>&amp;Lung mask</source>
        <translation>&amp;Lungenmaske</translation>
    </message>
    <message>
        <source>&amp;Magnifier</source>
        <translation>L&amp;upe</translation>
    </message>
    <message>
        <source>&amp;Model card…</source>
        <translation>&amp;Modellkarte…</translation>
    </message>
    <message>
        <source>&amp;Mouse and keys</source>
        <translation>&amp;Maus und Tasten</translation>
    </message>
    <message>
        <source>&amp;Next finding</source>
        <translation>&amp;Nächster Befund</translation>
    </message>
    <message>
        <source>&amp;Next image</source>
        <translation>&amp;Nächstes Bild</translation>
    </message>
    <message>
        <source>&amp;Next pane</source>
        <translation>&amp;Nächstes Bildfeld</translation>
    </message>
    <message>
        <source>&amp;One pane</source>
        <translation>&amp;Ein Bildfeld</translation>
    </message>
    <message>
        <source>&amp;Overlay planes</source>
        <translation>&amp;Overlay-Ebenen</translation>
    </message>
    <message>
        <source>&amp;Pan</source>
        <translation>Ver&amp;schieben</translation>
    </message>
    <message>
        <source>&amp;Preferences…</source>
        <translation>&amp;Einstellungen…</translation>
    </message>
    <message>
        <source>&amp;Present, or agree</source>
        <translation>&amp;Vorhanden, oder stimmt</translation>
    </message>
    <message>
        <source>&amp;Previous finding</source>
        <translation>&amp;Voriger Befund</translation>
    </message>
    <message>
        <source>&amp;Previous image</source>
        <translation>Vorige&amp;s Bild</translation>
    </message>
    <message>
        <source>&amp;Previous pane</source>
        <translation>Vo&amp;riges Bildfeld</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>Bee&amp;nden</translation>
    </message>
    <message>
        <source>&amp;Read first</source>
        <translation>Erst &amp;selbst lesen</translation>
    </message>
    <message>
        <source>&amp;Recent folders</source>
        <translation>&amp;Letzte Ordner</translation>
    </message>
    <message>
        <source>&amp;Rectangle statistics</source>
        <translation>&amp;Rechteckstatistik</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>&amp;Refused files…</source>
        <translation>&amp;Abgewiesene Dateien…</translation>
    </message>
    <message>
        <source>&amp;Reset display</source>
        <translation>Anzeige &amp;zurücksetzen</translation>
    </message>
    <message>
        <source>&amp;Run again</source>
        <translation>&amp;Erneut analysieren</translation>
    </message>
    <message>
        <source>&amp;Search…</source>
        <translation>&amp;Suchen…</translation>
    </message>
    <message>
        <source>&amp;Show the scores now</source>
        <translation>Scores &amp;jetzt zeigen</translation>
    </message>
    <message>
        <source>&amp;Studies</source>
        <translation>&amp;Studien</translation>
    </message>
    <message>
        <source>&amp;Subtraction</source>
        <translation>S&amp;ubtraktion</translation>
    </message>
    <message>
        <source>&amp;Text</source>
        <translation>&amp;Text</translation>
    </message>
    <message>
        <source>&amp;Threshold lab…</source>
        <translation>Schwellen&amp;wert-Labor…</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>&amp;Werkzeuge</translation>
    </message>
    <message>
        <source>&amp;Triage order</source>
        <translation>&amp;Triage-Reihenfolge</translation>
    </message>
    <message>
        <source>&amp;Two side by side</source>
        <translation>&amp;Zwei nebeneinander</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Unsure</source>
        <translation>&amp;Unsicher</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>Ansi&amp;cht</translation>
    </message>
    <message>
        <source>&amp;Watch opened folders</source>
        <translation>Geöffnete Ordner &amp;beobachten</translation>
    </message>
    <message>
        <source>&amp;Window</source>
        <translation>&amp;Fenster</translation>
    </message>
    <message>
        <source>&amp;Zoom</source>
        <translation>&amp;Zoom</translation>
    </message>
    <message>
        <source>1. Open radiographs</source>
        <translation>1. Aufnahmen öffnen</translation>
    </message>
    <message>
        <source>2. Look</source>
        <translation>2. Betrachten</translation>
    </message>
    <message>
        <source>3. Read the findings</source>
        <translation>3. Befunde lesen</translation>
    </message>
    <message>
        <source>4. See where the model looked</source>
        <translation>4. Sehen, worauf das Modell geachtet hat</translation>
    </message>
    <message>
        <source>5. Measure and compare</source>
        <translation>5. Messen und vergleichen</translation>
    </message>
    <message>
        <source>6. Keep the result</source>
        <translation>6. Ergebnis festhalten</translation>
    </message>
    <message>
        <source>A key that is held goes without Ctrl, Shift and Alt.</source>
        <translation>Eine Taste, die gehalten wird, kommt ohne Strg, Umschalt und Alt aus.</translation>
    </message>
    <message>
        <source>Absent, for every label without a verdict</source>
        <translation>Fehlt, für jeden Befund ohne Urteil</translation>
    </message>
    <message>
        <source>Active pane f&amp;ull</source>
        <translation>Aktives Bildfeld &amp;groß</translation>
    </message>
    <message>
        <source>All &amp;others absent</source>
        <translation>Alle &amp;übrigen fehlen</translation>
    </message>
    <message>
        <source>All keys</source>
        <translation>Alle Tasten</translation>
    </message>
    <message>
        <source>All texts, identity only, none; warnings always stay</source>
        <translation>Alle Texte, nur Identität, keine; Warnungen bleiben immer</translation>
    </message>
    <message>
        <source>Analyse all &amp;listed</source>
        <translation>A&amp;lle aufgeführten analysieren</translation>
    </message>
    <message>
        <source>Arra&amp;nge again</source>
        <translation>&amp;Neu ordnen</translation>
    </message>
    <message>
        <source>Arrow</source>
        <translation>Pfeil</translation>
    </message>
    <message>
        <source>As large on the screen as its pixel spacing says, by the screen&apos;s own size</source>
        <translation>So groß, wie der Pixelabstand sagt, nach der Größe des Bildschirms</translation>
    </message>
    <message>
        <source>Ask the models about every listed image, behind what is looked at; again stops it</source>
        <translation>Die Modelle nach jedem aufgeführten Bild fragen, hinter dem gezeigten; noch einmal hält an</translation>
    </message>
    <message>
        <source>Ask the models about this radiograph again</source>
        <translation>Die Modelle erneut nach dieser Aufnahme fragen</translation>
    </message>
    <message>
        <source>Automatic window</source>
        <translation>Automatisches Fenster</translation>
    </message>
    <message>
        <source>Bl&amp;ink</source>
        <translation>&amp;Blinken</translation>
    </message>
    <message>
        <source>Bone window</source>
        <translation>Knochenfenster</translation>
    </message>
    <message>
        <source>Cal&amp;ibrate by the chosen length…</source>
        <translation>&amp;Kalibrieren nach der gewählten Länge…</translation>
    </message>
    <message>
        <source>Cardiothoracic ratio by &amp;hand</source>
        <translation>Herz-Thorax-Quotient von Han&amp;d</translation>
    </message>
    <message>
        <source>Click</source>
        <translation>Klick</translation>
    </message>
    <message>
        <source>Co&amp;bb angle</source>
        <translation>&amp;Cobb-Winkel</translation>
    </message>
    <message>
        <source>Co&amp;ver corners and markers…</source>
        <translation>Ecken und Marker &amp;abdecken…</translation>
    </message>
    <message>
        <source>Ctrl + wheel</source>
        <translation>Strg + Rad</translation>
    </message>
    <message>
        <source>DICOM &amp;tags…</source>
        <translation>DICOM-&amp;Tags…</translation>
    </message>
    <message>
        <source>Dark or light as the system is; the image stays on black</source>
        <translation>Dunkel oder hell wie das System; das Bild bleibt auf Schwarz</translation>
    </message>
    <message>
        <source>Display &amp;shutter</source>
        <translation>&amp;Blende</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>Doppelklick</translation>
    </message>
    <message>
        <source>Drag from the list</source>
        <translation>Aus der Liste ziehen</translation>
    </message>
    <message>
        <source>Drag with the left button to window, with the right one to zoom, with the middle one to pan; {fit} fits the radiograph to its pane, {one_to_one} shows it 1:1, {invert} exchanges black and white, {reset} begins anew. {preset_auto} to {preset_full_range} are window presets. {previous_image} and {next_image} go through the list, {search_studies} searches it.</source>
        <translation>Ziehen mit der linken Taste fenstert, mit der rechten zoomt, mit der mittleren verschiebt; {fit} passt die Aufnahme ein, {one_to_one} zeigt sie 1:1, {invert} vertauscht Schwarz und Weiß, {reset} beginnt von vorn. {preset_auto} bis {preset_full_range} sind Fenstervorgaben. {previous_image} und {next_image} gehen durch die Liste, {search_studies} durchsucht sie.</translation>
    </message>
    <message>
        <source>Draw the heart&apos;s diameter, then the chest&apos;s</source>
        <translation>Erst den Durchmesser des Herzens zeichnen, dann den des Thorax</translation>
    </message>
    <message>
        <source>Drop</source>
        <translation>Ablegen</translation>
    </message>
    <message>
        <source>E&amp;xport this radiograph&apos;s measurements…</source>
        <translation>Messungen dieser Aufnahme e&amp;xportieren…</translation>
    </message>
    <message>
        <source>Each row is one finding of one model: its score, its operating point as a tick on the bar, and whether the score lies above or below. Below is not the same as healthy. Doubts of the input check stand first: the picture may be unlike everything that the model was trained on. {model_card} shows what a model was made from and how well it does.</source>
        <translation>Jede Zeile ist ein Befund eines Modells: sein Score, sein Schwellenwert als Strich auf dem Balken, und ob der Score ober- oder unterhalb liegt. Unterhalb heißt nicht gesund. Zweifel der Prüfung der Aufnahme stehen zuerst: Das Bild kann allem unähnlich sein, womit das Modell trainiert wurde. {model_card} zeigt, woraus ein Modell gemacht wurde und wie gut es ist.</translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation>Radierer</translation>
    </message>
    <message>
        <source>Everything that stands in the file of the current image</source>
        <translation>Alles, was in der Datei des aktuellen Bildes steht</translation>
    </message>
    <message>
        <source>Exchange black and white</source>
        <translation>Schwarz und Weiß vertauschen</translation>
    </message>
    <message>
        <source>Export all meas&amp;urements…</source>
        <translation>Alle &amp;Messungen exportieren…</translation>
    </message>
    <message>
        <source>F&amp;ull screen</source>
        <translation>&amp;Vollbild</translation>
    </message>
    <message>
        <source>Fi&amp;ndings</source>
        <translation>Be&amp;funde</translation>
    </message>
    <message>
        <source>File, Open folder ({open_folder}), or drop folders and files on the window. DICOM, PNG and JPEG are read. No radiographs at hand? Start cxrviewer --demo for synthetic ones.</source>
        <translation>Datei, Ordner öffnen ({open_folder}), oder Ordner und Dateien auf dem Fenster ablegen. DICOM, PNG und JPEG werden gelesen. Keine Aufnahmen zur Hand? cxrviewer --demo zeigt synthetische.</translation>
    </message>
    <message>
        <source>Filter and sort by the marks and scores of now</source>
        <translation>Nach den jetzigen Markierungen und Scores filtern und sortieren</translation>
    </message>
    <message>
        <source>Filter by modality, view, status, marks and date</source>
        <translation>Filtern nach Modalität, Projektion, Status, Markierungen und Datum</translation>
    </message>
    <message>
        <source>First preset of your own</source>
        <translation>Erste eigene Vorgabe</translation>
    </message>
    <message>
        <source>Fla&amp;g</source>
        <translation>&amp;Markieren</translation>
    </message>
    <message>
        <source>Flag the study, or take the flag away</source>
        <translation>Die Studie markieren oder die Markierung entfernen</translation>
    </message>
    <message>
        <source>Flip &amp;left to right</source>
        <translation>Seiten&amp;verkehrt</translation>
    </message>
    <message>
        <source>Flip &amp;top to bottom</source>
        <translation>&amp;Kopfüber spiegeln</translation>
    </message>
    <message>
        <source>Full range of values</source>
        <translation>Voller Wertebereich</translation>
    </message>
    <message>
        <source>Hide scores and heatmaps until you have given a verdict on each label</source>
        <translation>Scores und Heatmaps verbergen, bis Sie zu jedem Befund geurteilt haben</translation>
    </message>
    <message>
        <source>Hide what the sender does not count as picture</source>
        <translation>Verbergen, was der Absender nicht zum Bild zählt</translation>
    </message>
    <message>
        <source>Image in its own &amp;window</source>
        <translation>Bild in eigenem &amp;Fenster</translation>
    </message>
    <message>
        <source>Imp&amp;ort measurements…</source>
        <translation>Messungen &amp;importieren…</translation>
    </message>
    <message>
        <source>Lar&amp;ger texts</source>
        <translation>&amp;Größere Schrift</translation>
    </message>
    <message>
        <source>Left drag</source>
        <translation>Links ziehen</translation>
    </message>
    <message>
        <source>Left drag moves the radiograph while the key is held</source>
        <translation>Links ziehen verschiebt die Aufnahme, solange die Taste gehalten wird</translation>
    </message>
    <message>
        <source>Left drag with Ctrl + Shift</source>
        <translation>Links ziehen mit Strg + Umschalt</translation>
    </message>
    <message>
        <source>Left drag with Ctrl, Shift</source>
        <translation>Links ziehen mit Strg, Umschalt</translation>
    </message>
    <message>
        <source>Left drag: move the radiograph</source>
        <translation>Links ziehen: Aufnahme verschieben</translation>
    </message>
    <message>
        <source>Left drag: paint a part out and see what the models say without it</source>
        <translation>Links ziehen: einen Teil übermalen und sehen, was die Modelle ohne ihn sagen</translation>
    </message>
    <message>
        <source>Left drag: window; right is wider, down is brighter</source>
        <translation>Links ziehen: fenstern; nach rechts breiter, nach unten heller</translation>
    </message>
    <message>
        <source>Left drag: zoom; up is closer</source>
        <translation>Links ziehen: zoomen; nach oben näher</translation>
    </message>
    <message>
        <source>Link &amp;window</source>
        <translation>&amp;Fenster koppeln</translation>
    </message>
    <message>
        <source>Link &amp;zoom</source>
        <translation>Z&amp;oom koppeln</translation>
    </message>
    <message>
        <source>Link p&amp;an</source>
        <translation>Ver&amp;schieben koppeln</translation>
    </message>
    <message>
        <source>Look closer below the cursor; hold the key, or tap it to switch</source>
        <translation>Unter dem Zeiger näher hinsehen; Taste halten, oder tippen zum Umschalten</translation>
    </message>
    <message>
        <source>Lung fields as the model sees them</source>
        <translation>Lungenfelder, wie das Modell sie sieht</translation>
    </message>
    <message>
        <source>Lung window, from the radiograph&apos;s own values</source>
        <translation>Lungenfenster, aus den Werten der Aufnahme</translation>
    </message>
    <message>
        <source>Mark the study as read or unread</source>
        <translation>Die Studie als gelesen oder ungelesen kennzeichnen</translation>
    </message>
    <message>
        <source>Measure a length: drag, or click both ends</source>
        <translation>Eine Länge messen: ziehen, oder beide Enden anklicken</translation>
    </message>
    <message>
        <source>Measure an angle: an end, the vertex, the other end</source>
        <translation>Einen Winkel messen: ein Ende, der Scheitel, das andere Ende</translation>
    </message>
    <message>
        <source>Measure the angle between two lines</source>
        <translation>Den Winkel zwischen zwei Linien messen</translation>
    </message>
    <message>
        <source>Mediastinum window</source>
        <translation>Mediastinalfenster</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>Middle drag</source>
        <translation>Mitte ziehen</translation>
    </message>
    <message>
        <source>Mirror the radiograph upside down; it is marked as mirrored</source>
        <translation>Die Aufnahme kopfüber spiegeln; sie wird als gespiegelt gekennzeichnet</translation>
    </message>
    <message>
        <source>Mirror the radiograph; it is marked as mirrored</source>
        <translation>Die Aufnahme spiegeln; sie wird als gespiegelt gekennzeichnet</translation>
    </message>
    <message>
        <source>Model attention for the chosen finding; hold the key to peek</source>
        <translation>Aufmerksamkeit des Modells für den gewählten Befund; Taste halten für einen kurzen Blick</translation>
    </message>
    <message>
        <source>Move the panes to a second monitor, and back</source>
        <translation>Die Bildfelder auf einen zweiten Bildschirm stellen, und zurück</translation>
    </message>
    <message>
        <source>Ne&amp;xt study</source>
        <translation>Nä&amp;chste Studie</translation>
    </message>
    <message>
        <source>New files of opened folders appear by themselves</source>
        <translation>Neue Dateien geöffneter Ordner erscheinen von selbst</translation>
    </message>
    <message>
        <source>Next fr&amp;ame</source>
        <translation>N&amp;ächstes Einzelbild</translation>
    </message>
    <message>
        <source>Of an image that has several frames</source>
        <translation>Eines Bildes, das mehrere Einzelbilder hat</translation>
    </message>
    <message>
        <source>One pane full, and back; a single pane is fitted</source>
        <translation>Ein Bildfeld groß, und zurück; ein einziges wird eingepasst</translation>
    </message>
    <message>
        <source>One pixel of the radiograph on one pixel of the screen</source>
        <translation>Ein Pixel der Aufnahme auf einem Pixel des Bildschirms</translation>
    </message>
    <message>
        <source>Open &amp;folder…</source>
        <translation>&amp;Ordner öffnen…</translation>
    </message>
    <message>
        <source>Open every radiograph below a folder</source>
        <translation>Alle Aufnahmen unterhalb eines Ordners öffnen</translation>
    </message>
    <message>
        <source>Open fi&amp;les…</source>
        <translation>&amp;Dateien öffnen…</translation>
    </message>
    <message>
        <source>Open folders and files</source>
        <translation>Ordner und Dateien öffnen</translation>
    </message>
    <message>
        <source>Outline the attention that stays under small changes of the radiograph</source>
        <translation>Die Aufmerksamkeit umranden, die unter kleinen Änderungen der Aufnahme bleibt</translation>
    </message>
    <message>
        <source>Pan</source>
        <translation>Verschieben</translation>
    </message>
    <message>
        <source>Pan while held</source>
        <translation>Verschieben, solange gehalten</translation>
    </message>
    <message>
        <source>Polygon &amp;statistics</source>
        <translation>&amp;Polygonstatistik</translation>
    </message>
    <message>
        <source>Pre&amp;vious study</source>
        <translation>Vorige St&amp;udie</translation>
    </message>
    <message>
        <source>Previous fra&amp;me</source>
        <translation>Voriges Einz&amp;elbild</translation>
    </message>
    <message>
        <source>Previous or next image</source>
        <translation>Voriges oder nächstes Bild</translation>
    </message>
    <message>
        <source>Propose the cardiothoracic ratio from the lung fields</source>
        <translation>Den Herz-Thorax-Quotienten aus den Lungenfeldern vorschlagen</translation>
    </message>
    <message>
        <source>Put the same patient&apos;s last earlier frontal study beside this one</source>
        <translation>Die letzte frühere Frontalaufnahme desselben Patienten neben diese stellen</translation>
    </message>
    <message>
        <source>R&amp;ead</source>
        <translation>&amp;Gelesen</translation>
    </message>
    <message>
        <source>ROC and operating points on your own radiographs</source>
        <translation>ROC und Schwellenwerte an Ihren eigenen Aufnahmen</translation>
    </message>
    <message>
        <source>Re&amp;name measurement…</source>
        <translation>Messung um&amp;benennen…</translation>
    </message>
    <message>
        <source>Real si&amp;ze</source>
        <translation>Wahre &amp;Größe</translation>
    </message>
    <message>
        <source>Research and education use only. Not a medical device: nothing shown here may guide the care of a patient.</source>
        <translation>Nur für Forschung und Lehre. Kein Medizinprodukt: Nichts hier Gezeigtes darf die Versorgung eines Patienten leiten.</translation>
    </message>
    <message>
        <source>Right click</source>
        <translation>Rechtsklick</translation>
    </message>
    <message>
        <source>Right drag</source>
        <translation>Rechts ziehen</translation>
    </message>
    <message>
        <source>S&amp;maller texts</source>
        <translation>&amp;Kleinere Schrift</translation>
    </message>
    <message>
        <source>Say how long the chosen line is; the radiograph is measured by it from then on</source>
        <translation>Angeben, wie lang die gewählte Linie ist; die Aufnahme wird von da an danach gemessen</translation>
    </message>
    <message>
        <source>Search the studies as you type</source>
        <translation>Die Studien beim Tippen durchsuchen</translation>
    </message>
    <message>
        <source>Second preset of your own</source>
        <translation>Zweite eigene Vorgabe</translation>
    </message>
    <message>
        <source>Sender&apos;s window; again for the sender&apos;s next</source>
        <translation>Fenster des Absenders; noch einmal für sein nächstes</translation>
    </message>
    <message>
        <source>Show &amp;all</source>
        <translation>&amp;Alle zeigen</translation>
    </message>
    <message>
        <source>Show the image in a pane</source>
        <translation>Das Bild in einem Bildfeld zeigen</translation>
    </message>
    <message>
        <source>Show the whole radiograph</source>
        <translation>Die ganze Aufnahme zeigen</translation>
    </message>
    <message>
        <source>So&amp;rt by</source>
        <translation>So&amp;rtieren nach</translation>
    </message>
    <message>
        <source>Soft tissue window</source>
        <translation>Weichteilfenster</translation>
    </message>
    <message>
        <source>Statistics in a polygon: click its corners, double click ends it</source>
        <translation>Statistik in einem Polygon: Ecken anklicken, Doppelklick beendet</translation>
    </message>
    <message>
        <source>Statistics of the pixel values in a rectangle</source>
        <translation>Statistik der Pixelwerte in einem Rechteck</translation>
    </message>
    <message>
        <source>Statistics of the pixel values in an ellipse</source>
        <translation>Statistik der Pixelwerte in einer Ellipse</translation>
    </message>
    <message>
        <source>Studies with the highest score relative to its operating point first</source>
        <translation>Studien mit dem höchsten Score relativ zu seinem Schwellenwert zuerst</translation>
    </message>
    <message>
        <source>T&amp;exts</source>
        <translation>&amp;Texte</translation>
    </message>
    <message>
        <source>T&amp;urn left</source>
        <translation>Nach &amp;links drehen</translation>
    </message>
    <message>
        <source>The active pane in place of all, and back</source>
        <translation>Das aktive Bildfeld anstelle aller, und zurück</translation>
    </message>
    <message>
        <source>The chosen tool; window: right is wider, down is brighter</source>
        <translation>Das gewählte Werkzeug; Fenster: nach rechts breiter, nach unten heller</translation>
    </message>
    <message>
        <source>The earlier radiograph in place of the later one; hold the key to peek</source>
        <translation>Die frühere Aufnahme anstelle der späteren; Taste halten für einen kurzen Blick</translation>
    </message>
    <message>
        <source>The exact tensor of each model, and how it was made</source>
        <translation>Der genaue Tensor jedes Modells, und wie er entstand</translation>
    </message>
    <message>
        <source>The label is absent; where its score is shown: you disagree with the model</source>
        <translation>Der Befund fehlt; wo sein Score gezeigt wird: Sie sind anderer Meinung als das Modell</translation>
    </message>
    <message>
        <source>The label is present; where its score is shown: you agree with the model</source>
        <translation>Der Befund ist vorhanden; wo sein Score gezeigt wird: Sie stimmen dem Modell zu</translation>
    </message>
    <message>
        <source>The later radiograph less the earlier one</source>
        <translation>Die spätere Aufnahme minus die frühere</translation>
    </message>
    <message>
        <source>The radiograph&apos;s values and the window over them, to be dragged</source>
        <translation>Die Werte der Aufnahme und darüber das Fenster, zum Ziehen</translation>
    </message>
    <message>
        <source>Third preset of your own</source>
        <translation>Dritte eigene Vorgabe</translation>
    </message>
    <message>
        <source>This key cannot be used.</source>
        <translation>Diese Taste ist nicht verwendbar.</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Werkzeuge</translation>
    </message>
    <message>
        <source>Turn ri&amp;ght</source>
        <translation>Nach &amp;rechts drehen</translation>
    </message>
    <message>
        <source>Two, one a&amp;bove the other</source>
        <translation>Zwei &amp;übereinander</translation>
    </message>
    <message>
        <source>Ver&amp;dicts</source>
        <translation>Ur&amp;teile</translation>
    </message>
    <message>
        <source>What becomes of the scores when parts without lungs are covered</source>
        <translation>Was aus den Scores wird, wenn Bereiche ohne Lunge abgedeckt sind</translation>
    </message>
    <message>
        <source>What the model &amp;saw…</source>
        <translation>Was das Modell &amp;gesehen hat…</translation>
    </message>
    <message>
        <source>What the sender has drawn over the radiograph</source>
        <translation>Was der Absender über die Aufnahme gezeichnet hat</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>Rad</translation>
    </message>
    <message>
        <source>Window all panes alike, each relative to its own automatic window</source>
        <translation>Alle Bildfelder gleich fenstern, jedes relativ zu seinem automatischen Fenster</translation>
    </message>
    <message>
        <source>Window as the s&amp;ystem</source>
        <translation>Fenster &amp;wie das System</translation>
    </message>
    <message>
        <source>Window for the region in the frame</source>
        <translation>Fenster für den Bereich im Rahmen</translation>
    </message>
    <message>
        <source>Window, polarity, zoom and overlays as at the start</source>
        <translation>Fenster, Polarität, Zoom und Overlays wie am Anfang</translation>
    </message>
    <message>
        <source>Window: faster, finer</source>
        <translation>Fenster: schneller, feiner</translation>
    </message>
    <message>
        <source>Without verdicts; those that follow do not count as blind</source>
        <translation>Ohne Urteile; die folgenden zählen nicht als verblindet</translation>
    </message>
    <message>
        <source>Work in the next pane: list and keys are then about it</source>
        <translation>Im nächsten Bildfeld arbeiten: Liste und Tasten gelten dann dafür</translation>
    </message>
    <message>
        <source>Work in this pane</source>
        <translation>In diesem Bildfeld arbeiten</translation>
    </message>
    <message>
        <source>Write the report of the current study</source>
        <translation>Den Bericht der aktuellen Studie schreiben</translation>
    </message>
    <message>
        <source>Write the verdicts on the listed radiographs as a CSV file for training</source>
        <translation>Die Urteile zu den aufgeführten Aufnahmen als CSV-Datei für das Training schreiben</translation>
    </message>
    <message>
        <source>Write your impression at the lower right and export the report with {export_report}. {mark_read} marks a study as read, {flag_study} flags it.</source>
        <translation>Schreiben Sie Ihre Beurteilung unten rechts und exportieren Sie den Bericht mit {export_report}. {mark_read} kennzeichnet eine Studie als gelesen, {flag_study} markiert sie.</translation>
    </message>
    <message>
        <source>Zoom about the cursor</source>
        <translation>Um den Zeiger zoomen</translation>
    </message>
    <message>
        <source>Zoom about the cursor: up is closer</source>
        <translation>Um den Zeiger zoomen: nach oben näher</translation>
    </message>
    <message>
        <source>{0} belongs to “{1}”. Change that one first.</source>
        <translation>{0} gehört zu „{1}“. Ändern Sie zuerst diese Taste.</translation>
    </message>
    <message>
        <source>{0} is needed in lists and dialogs.</source>
        <translation>{0} wird in Listen und Dialogen gebraucht.</translation>
    </message>
    <message>
        <source>{heatmap} shows the model attention for the chosen finding, {mask} the lung mask; hold {heatmap} to peek. {next_finding} and {previous_finding} choose another finding. Attention outside the lungs is a reason to distrust a score.</source>
        <translation>{heatmap} zeigt die Aufmerksamkeit des Modells für den gewählten Befund, {mask} die Lungenmaske; {heatmap} halten für einen kurzen Blick. {next_finding} und {previous_finding} wählen einen anderen Befund. Aufmerksamkeit außerhalb der Lungen ist ein Grund, einem Score zu misstrauen.</translation>
    </message>
    <message>
        <source>{measure_length} measures a length, {measure_angle} an angle, {measure_ellipse} the pixel values of a region, {propose_ratio} proposes the cardiothoracic ratio. {compare} puts the patient&apos;s earlier radiograph beside this one. {layout_1x2} and {layout_2x2} show several panes, {image_window} moves them to a second monitor.</source>
        <translation>{measure_length} misst eine Länge, {measure_angle} einen Winkel, {measure_ellipse} die Pixelwerte eines Bereichs, {propose_ratio} schlägt den Herz-Thorax-Quotienten vor. {compare} stellt die Voraufnahme des Patienten daneben. {layout_1x2} und {layout_2x2} zeigen mehrere Bildfelder, {image_window} stellt sie auf einen zweiten Bildschirm.</translation>
    </message>
    <message>
        <source>{shortcuts} shows every key and what the mouse does; {edit_shortcuts} changes keys.</source>
        <translation>{shortcuts} zeigt alle Tasten und was die Maus tut; {edit_shortcuts} ändert Tasten.</translation>
    </message>
</context>
<context>
    <name>comparison</name>
    <message>
        <source>Change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>EARLIER · {0}</source>
        <translation>FRÜHER · {0}</translation>
    </message>
    <message>
        <source>EARLIER, LAID ON · {0}</source>
        <translation>FRÜHER, AUFGELEGT · {0}</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>Früher</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>Befund</translation>
    </message>
    <message>
        <source>LATER · {0}</source>
        <translation>SPÄTER · {0}</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
    <message>
        <source>Mark</source>
        <translation>Kennzeichen</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>Rauschen</translation>
    </message>
    <message>
        <source>SUBTRACTION · light: denser now</source>
        <translation>SUBTRAKTION · hell: jetzt dichter</translation>
    </message>
    <message>
        <source>no date</source>
        <translation>ohne Datum</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>noch nicht</translation>
    </message>
    <message>
        <source>▲ higher</source>
        <translation>▲ höher</translation>
    </message>
    <message>
        <source>▼ lower</source>
        <translation>▼ niedriger</translation>
    </message>
</context>
<context>
    <name>findings</name>
    <message>
        <source> · demo model</source>
        <translation> · Demo</translation>
    </message>
    <message>
        <source>Bundle {0}</source>
        <translation>Modellpaket {0}</translation>
    </message>
    <message>
        <source>Calibrated probability {0}</source>
        <translation>Kalibrierte Wahrscheinlichkeit {0}</translation>
    </message>
    <message>
        <source>Demo: measured as a weak model, for trying the program out</source>
        <translation>Demo: als schwaches Modell gemessen, zum Ausprobieren des Programms</translation>
    </message>
    <message>
        <source>No operating point was chosen for this label</source>
        <translation>Für diesen Befund wurde kein Schwellenwert gewählt</translation>
    </message>
    <message>
        <source>Not calibrated: the score is no probability</source>
        <translation>Nicht kalibriert: Der Score ist keine Wahrscheinlichkeit</translation>
    </message>
    <message>
        <source>Operating point {0} ({1})</source>
        <translation>Schwellenwert {0} ({1})</translation>
    </message>
    <message>
        <source>Score {0}</source>
        <translation>Score {0}</translation>
    </message>
    <message>
        <source>Sensitivity {0} %, specificity {1} %</source>
        <translation>Sensitivität {0} %, Spezifität {1} %</translation>
    </message>
    <message>
        <source>above local operating point</source>
        <translation>über örtlichem Schwellenwert</translation>
    </message>
    <message>
        <source>above operating point</source>
        <translation>über Schwellenwert</translation>
    </message>
    <message>
        <source>below local operating point</source>
        <translation>unter örtlichem Schwellenwert</translation>
    </message>
    <message>
        <source>below operating point</source>
        <translation>unter Schwellenwert</translation>
    </message>
    <message>
        <source>measured on {0} positive validation patients</source>
        <translation>gemessen an {0} Validierungspatienten mit diesem Befund</translation>
    </message>
    <message>
        <source>no operating point</source>
        <translation>kein Schwellenwert</translation>
    </message>
    <message>
        <source>painted {0}</source>
        <translation>übermalt {0}</translation>
    </message>
    <message>
        <source>prob. {0}</source>
        <translation>Wahrsch. {0}</translation>
    </message>
    <message>
        <source>probability {0}</source>
        <translation>Wahrscheinlichkeit {0}</translation>
    </message>
    <message>
        <source>score {0}</source>
        <translation>Score {0}</translation>
    </message>
    <message>
        <source>sensitivity {0} %, specificity {1} %</source>
        <translation>Sensitivität {0} %, Spezifität {1} %</translation>
    </message>
    <message>
        <source>• {0} [{1}]</source>
        <translation>• {0} [{1}]</translation>
    </message>
</context>
<context>
    <name>sentences</name>
    <message>
        <source>A lateral radiograph has no cardiothoracic ratio.</source>
        <translation>Eine seitliche Aufnahme hat keinen Herz-Thorax-Quotienten.</translation>
    </message>
    <message>
        <source>AP view: the heart is magnified, and the ratio is too high.</source>
        <translation>AP-Aufnahme: Das Herz ist vergrößert, und der Quotient ist zu hoch.</translation>
    </message>
    <message>
        <source>Atelectasis</source>
        <translation>Atelektase</translation>
    </message>
    <message>
        <source>Attach that file when you report the fault.</source>
        <translation>Fügen Sie diese Datei bei, wenn Sie den Fehler melden.</translation>
    </message>
    <message>
        <source>Black and white look inverted.</source>
        <translation>Schwarz und Weiß wirken vertauscht.</translation>
    </message>
    <message>
        <source>COVID-19</source>
        <translation>COVID-19</translation>
    </message>
    <message>
        <source>CTR</source>
        <translation>HTQ</translation>
    </message>
    <message>
        <source>Cardiomegaly</source>
        <translation>Kardiomegalie</translation>
    </message>
    <message>
        <source>Check the rights of your configuration folder.</source>
        <translation>Prüfen Sie die Rechte Ihres Konfigurationsordners.</translation>
    </message>
    <message>
        <source>Check the rights of your data folder and the space on its disk, then start again.</source>
        <translation>Prüfen Sie die Rechte Ihres Datenordners und den Platz auf seinem Datenträger, dann starten Sie neu.</translation>
    </message>
    <message>
        <source>Choose a file that this program exported.</source>
        <translation>Wählen Sie eine Datei, die dieses Programm exportiert hat.</translation>
    </message>
    <message>
        <source>Choose the frontal one.</source>
        <translation>Wählen Sie die frontale.</translation>
    </message>
    <message>
        <source>Choose your preferences again.</source>
        <translation>Wählen Sie Ihre Einstellungen neu.</translation>
    </message>
    <message>
        <source>Cobb angle</source>
        <translation>Cobb-Winkel</translation>
    </message>
    <message>
        <source>Compare with the state&apos;s own viewer.</source>
        <translation>Vergleichen Sie mit dem Betrachter, der den Zustand schrieb.</translation>
    </message>
    <message>
        <source>Connect the medium again; the folder is then taken up by itself.</source>
        <translation>Schließen Sie den Datenträger wieder an; der Ordner wird dann von selbst aufgenommen.</translation>
    </message>
    <message>
        <source>Consolidation</source>
        <translation>Konsolidierung</translation>
    </message>
    <message>
        <source>Drag an image into a pane to see it beside this one.</source>
        <translation>Ziehen Sie ein Bild in ein Bildfeld, um es neben diesem zu sehen.</translation>
    </message>
    <message>
        <source>Draw it by hand: heart from side to side, then the chest from side to side.</source>
        <translation>Zeichnen Sie ihn von Hand: erst das Herz von Seite zu Seite, dann den Thorax.</translation>
    </message>
    <message>
        <source>Edema</source>
        <translation>Ödem</translation>
    </message>
    <message>
        <source>Effusion</source>
        <translation>Erguss</translation>
    </message>
    <message>
        <source>Emphysema</source>
        <translation>Emphysem</translation>
    </message>
    <message>
        <source>Fibrosis</source>
        <translation>Fibrose</translation>
    </message>
    <message>
        <source>Find out whose pictures these are before you compare them.</source>
        <translation>Klären Sie, von wem diese Bilder sind, bevor Sie sie vergleichen.</translation>
    </message>
    <message>
        <source>Hernia</source>
        <translation>Hernie</translation>
    </message>
    <message>
        <source>Infiltration</source>
        <translation>Infiltrat</translation>
    </message>
    <message>
        <source>Install the bundle again from its source.</source>
        <translation>Installieren Sie das Modellpaket erneut aus seiner Quelle.</translation>
    </message>
    <message>
        <source>Look at the image anew; what was said of it before may not hold.</source>
        <translation>Sehen Sie das Bild neu an; was vorher darüber gesagt wurde, gilt vielleicht nicht mehr.</translation>
    </message>
    <message>
        <source>Mass</source>
        <translation>Raumforderung</translation>
    </message>
    <message>
        <source>No earlier frontal study of this patient is open.</source>
        <translation>Keine frühere frontale Studie dieses Patienten ist geöffnet.</translation>
    </message>
    <message>
        <source>Nodule</source>
        <translation>Rundherd</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Unauffällig</translation>
    </message>
    <message>
        <source>Nothing is lost: your changes are kept, and saving is tried again.</source>
        <translation>Nichts ist verloren: Ihre Änderungen bleiben erhalten, und das Speichern wird erneut versucht.</translation>
    </message>
    <message>
        <source>Nothing was found there.</source>
        <translation>Dort wurde nichts gefunden.</translation>
    </message>
    <message>
        <source>One lung field in the middle, as on a lateral view.</source>
        <translation>Ein Lungenfeld in der Mitte, wie bei einer seitlichen Aufnahme.</translation>
    </message>
    <message>
        <source>Only frontal chest radiographs are compared.</source>
        <translation>Nur frontale Thoraxaufnahmen werden verglichen.</translation>
    </message>
    <message>
        <source>Open a folder that holds DICOM, PNG or JPEG radiographs.</source>
        <translation>Öffnen Sie einen Ordner mit Aufnahmen in DICOM, PNG oder JPEG.</translation>
    </message>
    <message>
        <source>Open the folder that holds it.</source>
        <translation>Öffnen Sie den Ordner, in dem sie liegt.</translation>
    </message>
    <message>
        <source>Other abnormality</source>
        <translation>Andere Auffälligkeit</translation>
    </message>
    <message>
        <source>Other pneumonia</source>
        <translation>Andere Pneumonie</translation>
    </message>
    <message>
        <source>Pleural Thickening</source>
        <translation>Pleuraverdickung</translation>
    </message>
    <message>
        <source>Pneumonia</source>
        <translation>Pneumonie</translation>
    </message>
    <message>
        <source>Pneumothorax</source>
        <translation>Pneumothorax</translation>
    </message>
    <message>
        <source>Run the analysis again.</source>
        <translation>Starten Sie die Analyse erneut.</translation>
    </message>
    <message>
        <source>SD</source>
        <translation>SD</translation>
    </message>
    <message>
        <source>Text lies over the lungs.</source>
        <translation>Text liegt über den Lungen.</translation>
    </message>
    <message>
        <source>The body part examined is not the chest; the models know chest radiographs only.</source>
        <translation>Der untersuchte Körperteil ist nicht der Thorax; die Modelle kennen nur Thoraxaufnahmen.</translation>
    </message>
    <message>
        <source>The cardiothoracic ratio was placed from the lung fields: check its ends and drag them.</source>
        <translation>Der Herz-Thorax-Quotient wurde nach den Lungenfeldern gesetzt: Prüfen Sie seine Enden und ziehen Sie sie zurecht.</translation>
    </message>
    <message>
        <source>The descriptions name another part of the body; the models know chest radiographs only.</source>
        <translation>Die Beschreibungen nennen einen anderen Körperteil; die Modelle kennen nur Thoraxaufnahmen.</translation>
    </message>
    <message>
        <source>The exposure is poor: clipped, noisy, or of too few greys.</source>
        <translation>Die Belichtung ist schlecht: übersteuert, verrauscht oder mit zu wenigen Graustufen.</translation>
    </message>
    <message>
        <source>The file names no Patient ID.</source>
        <translation>Die Datei nennt keine Patientennummer.</translation>
    </message>
    <message>
        <source>The file of a shown image has changed. It was read again.</source>
        <translation>Die Datei eines gezeigten Bildes hat sich geändert. Sie wurde neu gelesen.</translation>
    </message>
    <message>
        <source>The file says that this is a child; not every model knows children.</source>
        <translation>Die Datei sagt, dass dies ein Kind ist; nicht jedes Modell kennt Kinder.</translation>
    </message>
    <message>
        <source>The folder is not there any more. Its images stay listed as gone; what was read, marked and measured is kept.</source>
        <translation>Der Ordner ist nicht mehr da. Seine Bilder bleiben als verschwunden aufgeführt; was gelesen, markiert und gemessen wurde, bleibt erhalten.</translation>
    </message>
    <message>
        <source>The lung fields are not known (yet).</source>
        <translation>Die Lungenfelder sind (noch) nicht bekannt.</translation>
    </message>
    <message>
        <source>The lungs look cut off at the edge of the picture.</source>
        <translation>Die Lungen wirken am Bildrand abgeschnitten.</translation>
    </message>
    <message>
        <source>The measurements and marks that waited have been saved.</source>
        <translation>Die wartenden Messungen und Markierungen sind gespeichert.</translation>
    </message>
    <message>
        <source>The patient is an animal; the models know human radiographs only.</source>
        <translation>Der Patient ist ein Tier; die Modelle kennen nur Aufnahmen von Menschen.</translation>
    </message>
    <message>
        <source>The picture is too narrow to be a chest radiograph.</source>
        <translation>Das Bild ist zu schmal für eine Thoraxaufnahme.</translation>
    </message>
    <message>
        <source>The radiograph does not look upright.</source>
        <translation>Die Aufnahme wirkt nicht aufrecht.</translation>
    </message>
    <message>
        <source>The study has no date: none is known to be earlier.</source>
        <translation>Die Studie hat kein Datum: Von keiner ist bekannt, dass sie früher ist.</translation>
    </message>
    <message>
        <source>The view is not known: on an AP view the ratio is too high.</source>
        <translation>Die Projektion ist nicht bekannt: Auf einer AP-Aufnahme ist der Quotient zu hoch.</translation>
    </message>
    <message>
        <source>They apply until the program is closed.</source>
        <translation>Sie gelten, bis das Programm geschlossen wird.</translation>
    </message>
    <message>
        <source>This looks like a child; the models know adults.</source>
        <translation>Dies sieht nach einem Kind aus; die Modelle kennen Erwachsene.</translation>
    </message>
    <message>
        <source>This may be no frontal chest radiograph.</source>
        <translation>Dies ist womöglich keine frontale Thoraxaufnahme.</translation>
    </message>
    <message>
        <source>This seems to be a lateral view; the models know frontal views only.</source>
        <translation>Dies scheint eine seitliche Aufnahme zu sein; die Modelle kennen nur frontale.</translation>
    </message>
    <message>
        <source>Try again with the device set to cpu.</source>
        <translation>Versuchen Sie es mit dem Prozessor (CPU) als Gerät.</translation>
    </message>
    <message>
        <source>Tuberculosis</source>
        <translation>Tuberkulose</translation>
    </message>
    <message>
        <source>angle</source>
        <translation>Winkel</translation>
    </message>
    <message>
        <source>area</source>
        <translation>Fläche</translation>
    </message>
    <message>
        <source>arrow</source>
        <translation>Pfeil</translation>
    </message>
    <message>
        <source>bottom left corner</source>
        <translation>unten links</translation>
    </message>
    <message>
        <source>bottom right corner</source>
        <translation>unten rechts</translation>
    </message>
    <message>
        <source>calibrated</source>
        <translation>kalibriert</translation>
    </message>
    <message>
        <source>calibrated by hand</source>
        <translation>von Hand kalibriert</translation>
    </message>
    <message>
        <source>cardiothoracic ratio</source>
        <translation>Herz-Thorax-Quotient</translation>
    </message>
    <message>
        <source>detector</source>
        <translation>Detektor</translation>
    </message>
    <message>
        <source>ellipse</source>
        <translation>Ellipse</translation>
    </message>
    <message>
        <source>heart</source>
        <translation>Herz</translation>
    </message>
    <message>
        <source>length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>magnification-corrected</source>
        <translation>um die Vergrößerung korrigiert</translation>
    </message>
    <message>
        <source>markers</source>
        <translation>Marker</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>nominal scanned</source>
        <translation>nominell, gescannt</translation>
    </message>
    <message>
        <source>pixels</source>
        <translation>Pixel</translation>
    </message>
    <message>
        <source>polygon</source>
        <translation>Polygon</translation>
    </message>
    <message>
        <source>proposed</source>
        <translation>Vorschlag</translation>
    </message>
    <message>
        <source>proposed from the lung fields, not checked</source>
        <translation>nach den Lungenfeldern vorgeschlagen, nicht geprüft</translation>
    </message>
    <message>
        <source>rectangle</source>
        <translation>Rechteck</translation>
    </message>
    <message>
        <source>text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>thorax</source>
        <translation>Thorax</translation>
    </message>
    <message>
        <source>top left corner</source>
        <translation>oben links</translation>
    </message>
    <message>
        <source>top right corner</source>
        <translation>oben rechts</translation>
    </message>
</context>
<context>
    <name>studies</name>
    <message>
        <source>&amp;Descending</source>
        <translation>&amp;Absteigend</translation>
    </message>
    <message>
        <source>A year, a month or a day: 2024, 2024-03 or 2024-03-31</source>
        <translation>Ein Jahr, ein Monat oder ein Tag: 2024, 2024-03 oder 2024-03-31</translation>
    </message>
    <message>
        <source>As found</source>
        <translation>Wie gefunden</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Date {0}</source>
        <translation>Datum {0}</translation>
    </message>
    <message>
        <source>File name</source>
        <translation>Dateiname</translation>
    </message>
    <message>
        <source>Flagged first, then unread</source>
        <translation>Markierte zuerst, dann ungelesene</translation>
    </message>
    <message>
        <source>Highest finding: {0}, score {1} (operating point {2})</source>
        <translation>Höchster Befund: {0}, Score {1} (Schwellenwert {2})</translation>
    </message>
    <message>
        <source>Highest score</source>
        <translation>Höchster Score</translation>
    </message>
    <message>
        <source>Highest score (triage order)</source>
        <translation>Höchster Score (Triage-Reihenfolge)</translation>
    </message>
    <message>
        <source>Marks</source>
        <translation>Markierungen</translation>
    </message>
    <message>
        <source>Modality</source>
        <translation>Modalität</translation>
    </message>
    <message>
        <source>Patient</source>
        <translation>Patient</translation>
    </message>
    <message>
        <source>Patients, studies and series kept together</source>
        <translation>Patienten, Studien und Serien bleiben zusammen</translation>
    </message>
    <message>
        <source>So&amp;rt by</source>
        <translation>So&amp;rtieren nach</translation>
    </message>
    <message>
        <source>Sorted by: {0}</source>
        <translation>Sortiert nach: {0}</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Studies whose highest finding stands furthest above its operating point come first; images that are not analysed follow in the order in which they were found. Nothing is hidden. Scores of demonstration and research models count like all others: the order says where to look first, not what is there.</source>
        <translation>Studien, deren höchster Befund am weitesten oberhalb seines Schwellenwerts steht, kommen zuerst; nicht analysierte Bilder folgen in der Reihenfolge, in der sie gefunden wurden. Nichts wird verborgen. Scores von Demonstrations- und Forschungsmodellen zählen wie alle anderen: Die Reihenfolge sagt, wohin zuerst zu sehen ist, nicht, was dort ist.</translation>
    </message>
    <message>
        <source>The file is gone from its folder.</source>
        <translation>Die Datei ist aus ihrem Ordner verschwunden.</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Projektion</translation>
    </message>
    <message>
        <source>What needs a look first: gone, then warned of</source>
        <translation>Was einen Blick braucht, zuerst: verschwundene, dann solche mit Warnung</translation>
    </message>
    <message>
        <source>above</source>
        <translation>oberhalb</translation>
    </message>
    <message>
        <source>above an operating point</source>
        <translation>oberhalb eines Schwellenwerts</translation>
    </message>
    <message>
        <source>any</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>doubted</source>
        <translation>bezweifelt</translation>
    </message>
    <message>
        <source>file is gone</source>
        <translation>Datei verschwunden</translation>
    </message>
    <message>
        <source>flagged</source>
        <translation>markiert</translation>
    </message>
    <message>
        <source>from</source>
        <translation>von</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>verschwunden</translation>
    </message>
    <message>
        <source>input doubted</source>
        <translation>Aufnahme zweifelhaft</translation>
    </message>
    <message>
        <source>no date</source>
        <translation>ohne Datum</translation>
    </message>
    <message>
        <source>not analysed</source>
        <translation>nicht analysiert</translation>
    </message>
    <message>
        <source>not for the models</source>
        <translation>nicht für die Modelle</translation>
    </message>
    <message>
        <source>not yet analysed</source>
        <translation>noch nicht analysiert</translation>
    </message>
    <message>
        <source>ok</source>
        <translation>in Ordnung</translation>
    </message>
    <message>
        <source>read</source>
        <translation>gelesen</translation>
    </message>
    <message>
        <source>synthetic</source>
        <translation>synthetisch</translation>
    </message>
    <message>
        <source>to</source>
        <translation>bis</translation>
    </message>
    <message>
        <source>unread</source>
        <translation>ungelesen</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>with a verdict</source>
        <translation>mit Urteil</translation>
    </message>
    <message>
        <source>with a warning</source>
        <translation>mit Warnung</translation>
    </message>
    <message>
        <source>without a verdict</source>
        <translation>ohne Urteil</translation>
    </message>
    <message>
        <source>without a warning</source>
        <translation>ohne Warnung</translation>
    </message>
</context>
<context>
    <name>verdicts</name>
    <message>
        <source>Absent</source>
        <translation>Fehlt</translation>
    </message>
    <message>
        <source>Agree</source>
        <translation>Richtig</translation>
    </message>
    <message>
        <source>Disagree</source>
        <translation>Falsch</translation>
    </message>
    <message>
        <source>Present</source>
        <translation>Vorhanden</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>Unsicher</translation>
    </message>
    <message>
        <source>absent</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>agree</source>
        <translation>stimmt</translation>
    </message>
    <message>
        <source>disagree</source>
        <translation>stimmt nicht</translation>
    </message>
    <message>
        <source>present</source>
        <translation>vorhanden</translation>
    </message>
    <message>
        <source>scores were hidden</source>
        <translation>Scores waren verborgen</translation>
    </message>
    <message>
        <source>scores were shown</source>
        <translation>Scores waren sichtbar</translation>
    </message>
    <message>
        <source>unsure</source>
        <translation>unsicher</translation>
    </message>
    <message>
        <source>{0}: above operating point</source>
        <translation>{0}: über Schwellenwert</translation>
    </message>
    <message>
        <source>{0}: below operating point</source>
        <translation>{0}: unter Schwellenwert</translation>
    </message>
</context>
<context>
    <name>viewport</name>
    <message>
        <source>BURNED-IN TEXT</source>
        <translation>EINGEBRANNTER TEXT</translation>
    </message>
    <message>
        <source>DEMO MODEL</source>
        <translation>DEMOMODELL</translation>
    </message>
    <message>
        <source>INPUT DOUBTED</source>
        <translation>AUFNAHME ZWEIFELHAFT</translation>
    </message>
    <message>
        <source>LOSSY</source>
        <translation>VERLUSTBEHAFTET</translation>
    </message>
    <message>
        <source>MIRRORED</source>
        <translation>GESPIEGELT</translation>
    </message>
    <message>
        <source>Model attention</source>
        <translation>Aufmerksamkeit des Modells</translation>
    </message>
    <message>
        <source>PAINTED - NOT THE RADIOGRAPH</source>
        <translation>ÜBERMALT - NICHT DIE AUFNAHME</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen…</translation>
    </message>
    <message>
        <source>Research and education use only</source>
        <translation>Nur für Forschung und Lehre</translation>
    </message>
    <message>
        <source>SYNTHETIC</source>
        <translation>SYNTHETISCH</translation>
    </message>
    <message>
        <source>State: {0}</source>
        <translation>Zustand: {0}</translation>
    </message>
    <message>
        <source>Zoom {0} %</source>
        <translation>Zoom {0} %</translation>
    </message>
    <message>
        <source>born {0}</source>
        <translation>geb. {0}</translation>
    </message>
    <message>
        <source>frame {0} of {1}</source>
        <translation>Bild {0} von {1}</translation>
    </message>
    <message>
        <source>here: all below the lowest colour</source>
        <translation>hier: alles unter der niedrigsten Farbe</translation>
    </message>
    <message>
        <source>inverted</source>
        <translation>invertiert</translation>
    </message>
    <message>
        <source>share of the logit</source>
        <translation>Anteil am Logit</translation>
    </message>
</context>
</TS>
