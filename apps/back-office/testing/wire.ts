import { connect, type Socket } from 'node:net'

/** An answer as it came over the wire. */
export interface WireAnswer {
  readonly status: number
  readonly body: string
}

/** What is asked. `body` is sent as JSON text exactly as it is. */
export interface WireRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/**
 * One keep-alive connection to a server, one request at a time.
 *
 * Much cheaper than `fetch`, so that a load generator on the same cores takes little from what it measures; and
 * it never sends a request twice, which a test of lost answers relies on. Understands answers with a length only:
 * every answer of the API to a client without `accept-encoding` has one.
 */
export class Wire {
  readonly #socket: Socket
  readonly #host: string
  #received: Buffer = Buffer.alloc(0)
  #waiting: { resolve: (answer: WireAnswer) => void; reject: (error: Error) => void } | null = null
  #broken: Error | null = null

  private constructor(socket: Socket, host: string) {
    this.#socket = socket
    this.#host = host
    socket.setNoDelay(true)
    socket.on('data', (bytes) => this.#take(bytes as Buffer))
    socket.on('error', (error) => this.#break(error))
    socket.on('close', () => this.#break(new Error('The server closed the connection.')))
  }

  /** Connects to a port of this machine. Rejects when nobody listens there. */
  static open(port: number, host = '127.0.0.1'): Promise<Wire> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, host)
      socket.once('error', reject)
      socket.once('connect', () => {
        socket.off('error', reject)
        resolve(new Wire(socket, `${host}:${port}`))
      })
    })
  }

  /** Asks and waits. Rejects when the connection ends before the answer is complete. */
  ask({ method, path, headers = {}, body }: WireRequest): Promise<WireAnswer> {
    if (this.#broken) return Promise.reject(this.#broken)
    if (this.#waiting) return Promise.reject(new Error('One request at a time.'))
    let head = `${method} ${path} HTTP/1.1\r\nhost: ${this.#host}\r\n`
    for (const [name, value] of Object.entries(headers)) head += `${name}: ${value}\r\n`
    if (body !== undefined) {
      head += `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n`
    }
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject }
      this.#socket.write(`${head}\r\n${body ?? ''}`)
    })
  }

  close(): void {
    this.#socket.destroy()
  }

  #take(bytes: Buffer): void {
    this.#received = this.#received.length === 0 ? bytes : Buffer.concat([this.#received, bytes])
    const end = this.#received.indexOf('\r\n\r\n')
    if (end < 0) return
    const head = this.#received.toString('latin1', 0, end)
    const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0)
    if (this.#received.length < end + 4 + length) return
    const body = this.#received.toString('utf8', end + 4, end + 4 + length)
    this.#received = this.#received.subarray(end + 4 + length)
    const waiting = this.#waiting
    this.#waiting = null
    waiting?.resolve({ status: Number(head.slice(9, 12)), body })
  }

  #break(error: Error): void {
    this.#broken ??= error
    const waiting = this.#waiting
    this.#waiting = null
    waiting?.reject(error)
  }
}
