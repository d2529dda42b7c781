import type { ReactNode } from 'react'
import { Announcer } from '../feedback/Announcer.tsx'
import { useCrumbs } from '../shell/crumbs.ts'

/** The frame of the pages before the sign-in: brand, one box, one heading. */
export function DoorPage(props: {
  readonly title: string
  readonly brand: ReactNode
  readonly children: ReactNode
}) {
  useCrumbs([{ label: props.title }])
  return (
    <main className="t-door" id="main">
      <div className="t-door-box">
        <div className="t-door-brand">{props.brand}</div>
        <h1>{props.title}</h1>
        {props.children}
      </div>
      <Announcer />
    </main>
  )
}
