import { ApiProblem } from '@tallystick/api/client.ts'
import { runImport } from '@tallystick/kernel/import/run-import.contract.ts'
import { useApi } from '@tallystick/kit/data/api-context.tsx'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { upload, type Sent } from './upload.ts'

/** What is imported out of a file. */
interface Choice {
  readonly importName: string
  readonly format: 'csv' | 'json' | 'ndjson'
  readonly recordKind: string | undefined
}

/** Hands in a file, begins its dry run, and goes to its page. */
export function useImportRun() {
  const api = useApi()
  const navigate = useNavigate()
  const [isBusy, setBusy] = useState(false)
  const [sent, setSent] = useState<Sent | null>(null)
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const run = async (file: File, { importName, format, recordKind }: Choice) => {
    setBusy(true)
    setProblem(null)
    try {
      const uploadId = await upload(api, file, setSent)
      const job = await api.call(runImport, {
        uploadId,
        importName,
        format,
        ...(recordKind ? { recordKind } : {}),
        dryRun: true,
      })
      await navigate({ to: `/imports/${job.jobId}` })
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      setProblem(error)
    } finally {
      setBusy(false)
      setSent(null)
    }
  }
  return {
    isBusy,
    sent,
    problem,
    start: (file: File, choice: Choice) => void run(file, choice),
    reset: () => setProblem(null),
  }
}
