/** Name under which every license is saved and mailed. Source: ACT-08. */
export const LICENSE_FILE_NAME = 'LicenseFile.lic'

/** Hands a text to the browser as a file to save. */
export function saveText(text: string, fileName: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  URL.revokeObjectURL(url)
}
