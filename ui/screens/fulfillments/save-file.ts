import { saveBlob } from '@tallystick/kit/data/save-blob.ts'

/** Name under which every license is saved and mailed. Source: ACT-08. */
export const LICENSE_FILE_NAME = 'LicenseFile.lic'

/** Hands a text to the browser as a file to save. */
export function saveText(text: string, fileName: string): void {
  saveBlob(new Blob([text], { type: 'text/plain;charset=utf-8' }), fileName)
}

/** The same with bytes, given as base64. */
export function saveBytes(base64: string, fileName: string): void {
  const bytes = Uint8Array.from(atob(base64), (one) => one.codePointAt(0) ?? 0)
  saveBlob(new Blob([bytes], { type: 'application/octet-stream' }), fileName)
}
