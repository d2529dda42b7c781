import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadOf } from './load.ts'

/** How often this machine gets 8 kB safely on disk, one after the other, per second. */
export function syncsPerSecond(milliseconds = 1000): number {
  const folder = mkdtempSync(join(tmpdir(), 'tallystick-bench-'))
  const file = openSync(join(folder, 'sync'), 'w')
  const block = Buffer.alloc(8192, 1)
  const begin = performance.now()
  let count = 0
  try {
    while (performance.now() - begin < milliseconds) {
      writeSync(file, block, 0, block.length, (count % 1000) * block.length)
      fdatasyncSync(file)
      count += 1
    }
    return (count * 1000) / (performance.now() - begin)
  } finally {
    closeSync(file)
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Requests per second of a Node server that only says hello, over 16 connections: what HTTP alone costs. */
export async function helloPerSecond(milliseconds: number): Promise<number> {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), 'hello'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    const port = await portOf(child)
    const load = await loadOf({ ports: [port], connections: 16, milliseconds }, () => ({
      method: 'GET',
      path: '/',
    }))
    return load.perSecond
  } finally {
    child.kill('SIGKILL')
  }
}

function portOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.stdout?.once('data', (bytes: Buffer) => resolve(Number(bytes.toString())))
    child.once('exit', () => reject(new Error('The server for comparison did not start.')))
  })
}

if (process.argv[2] === 'hello' && process.argv[1] === fileURLToPath(import.meta.url)) {
  const server = createServer((_request, response) => response.setHeader('content-length', 5).end('hello'))
  server.listen(0, '127.0.0.1', () => process.stdout.write(String((server.address() as AddressInfo).port)))
}
