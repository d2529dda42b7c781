import { z } from 'zod'
import { defineCommand } from '../operation/define.ts'

export const uploadFile = defineCommand({
  name: 'upload-file',
  summary: 'Hand in a file for an import; the body is the file itself, up to 2 GB.',
  rows: ['PRD-06'],
  rest: { method: 'POST', path: '/v1/uploads' },
  permission: 'imports.run',
  input: z.object({
    fileName: z.string().min(1).max(255).meta({ label: 'File name' }),
    mediaType: z.string().max(255).default('application/octet-stream').meta({ label: 'Media type' }),
  }),
  output: z.object({ uploadId: z.string() }),
  audit: { action: 'upload.begun', subjects: ['upload'] },
})
