; The installer for one person, without administrator's rights; nsis.py gives what is undefined here.
; Silent: setup.exe /S [/D=C:\folder]; uninstall-cxrviewer.exe /S. Settings and installed bundles lie
; elsewhere (%LOCALAPPDATA%\cxrviewer) and stay. Exit status: 0 done, 1 cancelled, 2 failed, 3 the
; program is running, 4 this Windows is too old.

Unicode true
Target amd64-unicode
SetCompressor /SOLID lzma
; As large as the libraries that resemble one another lie apart.
SetCompressorDictSize 64
RequestExecutionLevel user
ManifestDPIAware true
ManifestLongPathAware true
ManifestSupportedOS Win10
AllowSkipFiles off

!include "MUI2.nsh"
!include "FileFunc.nsh"
!include "LogicLib.nsh"
!include "WinVer.nsh"
; What the payload holds: REMOVE_PAYLOAD deletes exactly that, PAYLOAD_KB is its size.
!include "${PAYLOAD_LIST}"

!define NAME "cxrviewer"
!define CONSOLE "cxrviewer-cli"
!define UNINSTALLER "uninstall-cxrviewer.exe"
!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${NAME}"
!define OURS "Software\${NAME}"
!define CLASSES "Software\Classes"
!define CLASS "${NAME}.dicom"
!define TYPE "application/dicom"
!define MIME "${CLASSES}\MIME\Database\Content Type\${TYPE}"
!define DESCRIPTION "Chest-radiograph workstation, for research and education"

Name "${NAME} ${VERSION}"
OutFile "${OUTPUT}"
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
InstallDirRegKey HKCU "${KEY}" "InstallLocation"
BrandingText "$(ResearchUse)"
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "${NAME}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "${NAME} ${VERSION} setup"
VIAddVersionKey "CompanyName" "${PUBLISHER}"
VIAddVersionKey "LegalCopyright" "Apache-2.0"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${PICTURE}"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\${NAME}.exe"
!insertmacro MUI_PAGE_LICENSE "${LICENCE}"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "German"

LangString ResearchUse ${LANG_ENGLISH} "Research and education use only"
LangString ResearchUse ${LANG_GERMAN} "Nur für Forschung und Lehre"
LangString IsRunning ${LANG_ENGLISH} "${NAME} is running. Close it, then try again."
LangString IsRunning ${LANG_GERMAN} "${NAME} läuft noch. Bitte beenden und dann wiederholen."
LangString TooOld ${LANG_ENGLISH} "${NAME} needs Windows 10 (1809) or newer."
LangString TooOld ${LANG_GERMAN} "${NAME} braucht Windows 10 (1809) oder neuer."
LangString OldStays ${LANG_ENGLISH} "The version in $R7 cannot be removed. Remove it first, then start the installer again."
LangString OldStays ${LANG_GERMAN} "Die Version in $R7 lässt sich nicht entfernen. Bitte zuerst entfernen und dann das Installationsprogramm neu starten."
LangString OpenWith ${LANG_ENGLISH} "Open with ${NAME}"
LangString OpenWith ${LANG_GERMAN} "Mit ${NAME} öffnen"
LangString DicomType ${LANG_ENGLISH} "DICOM radiograph"
LangString DicomType ${LANG_GERMAN} "DICOM-Röntgenbild"

; $R8 becomes 1 while the program in folder $R7 cannot be written over.
!macro look_for_running prefix
Function ${prefix}LookForRunning
  StrCpy $R8 0
  Push "${CONSOLE}.exe"
  Push "${NAME}.exe"
  ${Do}
    Pop $R9
    ${If} ${FileExists} "$R7\$R9"
      ClearErrors
      FileOpen $R6 "$R7\$R9" a
      ${If} ${Errors}
        StrCpy $R8 1
      ${Else}
        FileClose $R6
      ${EndIf}
    ${EndIf}
  ${LoopUntil} $R9 == "${CONSOLE}.exe"
FunctionEnd

; Waits until the person has closed the program in $R7; silent, or given up: leaves with 3.
Function ${prefix}WaitUntilClosed
  again:
  Call ${prefix}LookForRunning
  ${If} $R8 = 1
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(IsRunning)" /SD IDCANCEL IDRETRY again
    SetErrorLevel 3
    Quit
  ${EndIf}
FunctionEnd
!macroend
!insertmacro look_for_running ""
!insertmacro look_for_running "un."

Function .onInit
  ${IfNot} ${AtLeastWin10}
  ${OrIfNot} ${AtLeastBuild} 17763
    MessageBox MB_OK|MB_ICONSTOP "$(TooOld)" /SD IDOK
    SetErrorLevel 4
    Quit
  ${EndIf}
  StrCpy $R7 $INSTDIR
  Call WaitUntilClosed
FunctionEnd

; A folder that holds other things gets one for the program: nothing there may be written over.
Function ChooseOwnFolder
  ${GetFileName} $INSTDIR $R0
  ${DirState} $INSTDIR $R1
  ${If} $R1 = 1
  ${AndIf} $R0 != "${NAME}"
  ${AndIfNot} ${FileExists} "$INSTDIR\${UNINSTALLER}"
    StrCpy $INSTDIR "$INSTDIR\${NAME}"
  ${EndIf}
FunctionEnd

; Removes the version in folder $R7 by its own list; shortcut and registry are written anew anyway.
Function RemoveEarlier
  ${IfNot} ${FileExists} "$R7\${UNINSTALLER}"
    Return
  ${EndIf}
  Call WaitUntilClosed
  ClearErrors
  ExecWait '"$R7\${UNINSTALLER}" /S /UPGRADE _?=$R7' $R8
  ${If} ${Errors}
  ${OrIf} $R8 <> 0
    MessageBox MB_OK|MB_ICONSTOP "$(OldStays)" /SD IDOK
    SetErrorLevel 2
    Quit
  ${EndIf}
  ; It could not delete itself while it ran.
  Delete "$R7\${UNINSTALLER}"
  RMDir "$R7"
FunctionEnd

; A value that other programs share: written where there is none, and remembered under its ${mark};
; only then it goes again.
!macro write_if_free key name value mark
  ReadRegStr $R0 HKCU "${key}" "${name}"
  ${If} $R0 == ""
    WriteRegStr HKCU "${key}" "${name}" "${value}"
    WriteRegDWORD HKCU "${OURS}" "Wrote${mark}" 1
  ${EndIf}
!macroend
!macro delete_if_ours key name value mark
  ReadRegDWORD $R1 HKCU "${OURS}" "Wrote${mark}"
  ReadRegStr $R0 HKCU "${key}" "${name}"
  ${If} $R1 = 1
  ${AndIf} $R0 == "${value}"
    DeleteRegValue HKCU "${key}" "${name}"
  ${EndIf}
  DeleteRegKey /ifempty HKCU "${key}"
!macroend

; "Open with" in the menu of a ${place}: a folder, its background, a drive.
!macro write_verb place argument
  WriteRegStr HKCU "${CLASSES}\${place}\shell\${NAME}" "" "$(OpenWith)"
  WriteRegStr HKCU "${CLASSES}\${place}\shell\${NAME}" "Icon" '"$INSTDIR\${NAME}.exe"'
  WriteRegStr HKCU "${CLASSES}\${place}\shell\${NAME}\command" "" '"$INSTDIR\${NAME}.exe" "${argument}"'
!macroend

Section "Program"
  Call ChooseOwnFolder
  ; The version in another folder first, then the one in ours.
  ReadRegStr $R7 HKCU "${KEY}" "InstallLocation"
  ${If} $R7 != ""
  ${AndIf} $R7 != $INSTDIR
    Call RemoveEarlier
  ${EndIf}
  StrCpy $R7 $INSTDIR
  Call WaitUntilClosed
  Call RemoveEarlier

  SetOutPath "$INSTDIR"
  File /r "${PAYLOAD}\*"
  File "/oname=LICENSE.txt" "${LICENCE}"
  WriteUninstaller "$INSTDIR\${UNINSTALLER}"
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${NAME}.exe" "" "" "" "" "" "${DESCRIPTION}"

  WriteRegStr HKCU "${CLASSES}\${CLASS}" "" "$(DicomType)"
  WriteRegStr HKCU "${CLASSES}\${CLASS}\DefaultIcon" "" '"$INSTDIR\${NAME}.exe",0'
  WriteRegStr HKCU "${CLASSES}\${CLASS}\shell\open\command" "" '"$INSTDIR\${NAME}.exe" "%1"'
  WriteRegStr HKCU "${CLASSES}\.dcm\OpenWithProgids" "${CLASS}" ""
  !insertmacro write_if_free "${CLASSES}\.dcm" "Content Type" "${TYPE}" "ContentType"
  !insertmacro write_if_free "${MIME}" "Extension" ".dcm" "Extension"
  WriteRegStr HKCU "${CLASSES}\Applications\${NAME}.exe" "FriendlyAppName" "${NAME}"
  WriteRegStr HKCU "${CLASSES}\Applications\${NAME}.exe\SupportedTypes" ".dcm" ""
  WriteRegStr HKCU "${CLASSES}\Applications\${NAME}.exe\shell\open\command" "" '"$INSTDIR\${NAME}.exe" "%1"'
  !insertmacro write_verb "Directory" "%1"
  !insertmacro write_verb "Directory\Background" "%V"
  ; A drive's name ends in a backslash, which would take the quotation mark with it.
  !insertmacro write_verb "Drive" "%1\."

  ; Settings, Default apps.
  WriteRegStr HKCU "${OURS}\Capabilities" "ApplicationName" "${NAME}"
  WriteRegStr HKCU "${OURS}\Capabilities" "ApplicationDescription" "${DESCRIPTION}"
  WriteRegStr HKCU "${OURS}\Capabilities\FileAssociations" ".dcm" "${CLASS}"
  WriteRegStr HKCU "${OURS}\Capabilities\MIMEAssociations" "${TYPE}" "${CLASS}"
  WriteRegStr HKCU "Software\RegisteredApplications" "${NAME}" "${OURS}\Capabilities"

  WriteRegStr HKCU "${KEY}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "Publisher" "${PUBLISHER}"
  WriteRegStr HKCU "${KEY}" "Comments" "${DESCRIPTION}"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\${NAME}.exe"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\${UNINSTALLER}"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\${UNINSTALLER}" /S'
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
  WriteRegDWORD HKCU "${KEY}" "EstimatedSize" ${PAYLOAD_KB}
  ; The shell reads the associations again (SHCNE_ASSOCCHANGED).
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd

Function un.onInit
  StrCpy $R7 $INSTDIR
  Call un.WaitUntilClosed
FunctionEnd

Section "Uninstall"
  ; File by file, as they were installed: what a person put beside them stays, with its folders.
  SetOutPath "$TEMP"
  !insertmacro REMOVE_PAYLOAD
  Delete "$INSTDIR\LICENSE.txt"
  Delete "$INSTDIR\${UNINSTALLER}"
  RMDir "$INSTDIR"
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/UPGRADE" $R1
  ${IfNot} ${Errors}
    Return
  ${EndIf}

  Delete "$SMPROGRAMS\${NAME}.lnk"
  DeleteRegKey HKCU "${CLASSES}\${CLASS}"
  DeleteRegKey HKCU "${CLASSES}\Applications\${NAME}.exe"
  DeleteRegKey HKCU "${CLASSES}\Directory\shell\${NAME}"
  DeleteRegKey HKCU "${CLASSES}\Directory\Background\shell\${NAME}"
  DeleteRegKey HKCU "${CLASSES}\Drive\shell\${NAME}"
  DeleteRegValue HKCU "${CLASSES}\.dcm\OpenWithProgids" "${CLASS}"
  DeleteRegKey /ifempty HKCU "${CLASSES}\.dcm\OpenWithProgids"
  !insertmacro delete_if_ours "${CLASSES}\.dcm" "Content Type" "${TYPE}" "ContentType"
  !insertmacro delete_if_ours "${MIME}" "Extension" ".dcm" "Extension"
  DeleteRegValue HKCU "Software\RegisteredApplications" "${NAME}"
  DeleteRegKey HKCU "${OURS}"
  DeleteRegKey HKCU "${KEY}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd
