import { mdiFileDocumentOutline, mdiTrayArrowUp } from '@mdi/js'
import { numberText } from '@tallystick/kit/format/dates.ts'
import { Icon } from '@tallystick/kit/format/Icon.tsx'
import { useId, useState, type DragEvent } from 'react'

interface FileDropProps {
  readonly file: File | null
  readonly onFile: (file: File) => void
  readonly isBusy: boolean
}

/** A place to drop a file on; by keyboard it is an ordinary file field. */
export function FileDrop({ file, onFile, isBusy }: FileDropProps) {
  const id = useId()
  const [isOver, setOver] = useState(false)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const dropped = event.dataTransfer.files[0]
    if (dropped && !isBusy) onFile(dropped)
  }
  return (
    <div
      className="a-drop"
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <input
        id={id}
        type="file"
        className="t-unseen"
        accept=".csv,.txt,.json,.ndjson,.jsonl"
        disabled={isBusy}
        onChange={(event) => {
          const chosen = event.currentTarget.files?.[0]
          if (chosen) onFile(chosen)
        }}
      />
      <label htmlFor={id}>
        <Icon path={file ? mdiFileDocumentOutline : mdiTrayArrowUp} size={24} />
        {file ? (
          <span>
            <strong>{file.name}</strong>
            <br />
            <span className="t-muted">{sizeText(file.size)} · choose another file</span>
          </span>
        ) : (
          <span>
            <strong>Choose a file</strong> or drop it here
            <br />
            <span className="t-muted">CSV, JSON or lines of JSON, up to 2 GB</span>
          </span>
        )}
      </label>
    </div>
  )
}

/** `1,234` bytes as `1.2 kB`. */
export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${numberText(bytes)} bytes`
  const [unit, size] = bytes < 1_000_000 ? ['kB', bytes / 1000] : ['MB', bytes / 1_000_000]
  return `${numberText(Math.round(size * 10) / 10)} ${unit}`
}
