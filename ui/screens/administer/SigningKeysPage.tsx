import { Button } from '@mantine/core'
import type { OutputOf } from '@tallystick/api/client.ts'
import {
  listSigningKeys,
  rotateSigningKey,
} from '@tallystick/fulfillments/operations/signing-keys.contract.ts'
import { useCommand, useOperation } from '@tallystick/kit/data/queries.ts'
import { Loaded } from '@tallystick/kit/details/DetailsPage.tsx'
import { History } from '@tallystick/kit/details/History.tsx'
import { SimpleTable } from '@tallystick/kit/details/SimpleTable.tsx'
import { actCall } from '@tallystick/kit/feedback/ApiCall.tsx'
import { ConfirmDialog } from '@tallystick/kit/feedback/ConfirmDialog.tsx'
import { CopyText, Id } from '@tallystick/kit/format/Id.tsx'
import { StateBadge } from '@tallystick/kit/format/StateBadge.tsx'
import { When } from '@tallystick/kit/format/When.tsx'
import { useSession } from '@tallystick/kit/session/session.ts'
import { PageHeader } from '@tallystick/kit/shell/PageHeader.tsx'
import { useState } from 'react'
import './administer.css'

type Key = OutputOf<typeof listSigningKeys>['keys'][number]

/** The keys that sign licenses, what a verifier must know, and the change to a new key. */
export function SigningKeysPage() {
  const query = useOperation(listSigningKeys, {})
  return (
    <Loaded query={query} parents={[]}>
      {({ keys }) => {
        const root = keys.find(({ purpose, state }) => purpose === 'root' && state === 'active')
        const issuing = keys.filter(({ purpose }) => purpose !== 'root')
        const active = issuing.find(({ state }) => state === 'active')
        return (
          <div className="t-page">
            <PageHeader
              title="Signing keys"
              below="The issuing key signs every line of a license. The root key vouches for all issuing keys."
              actions={<Rotate active={active} />}
            />
            {root && <Trust root={root} />}
            <section className="t-section">
              <h2>Issuing keys</h2>
              <SimpleTable
                label="Issuing keys"
                rows={issuing}
                keyOf={({ kid }) => kid}
                empty="There is no issuing key yet."
                columns={[
                  { label: 'Key', cell: ({ kid }) => <Id text={kid} label="key ID" /> },
                  {
                    label: 'State',
                    cell: ({ state }) => (
                      <StateBadge
                        state={state === 'active' ? 'active' : 'obsolete'}
                        label={state === 'active' ? 'Signs' : 'Retired'}
                      />
                    ),
                  },
                  { label: 'From', cell: ({ notBefore }) => <When instant={notBefore} /> },
                  { label: 'Until', cell: ({ notAfter }) => <When instant={notAfter} /> },
                  {
                    label: 'Public key',
                    cell: ({ publicKey }) => <Id text={publicKey} label="public key" />,
                  },
                ]}
              />
              {active && <RotationHistory kid={active.kid} />}
            </section>
          </div>
        )
      }}
    </Loaded>
  )
}

function RotationHistory({ kid }: { readonly kid: string }) {
  const session = useSession()
  if (!session.may('audit.view')) return null
  return (
    <div className="t-section">
      <h2>History of the key that signs</h2>
      <History kind="signing-key" id={kid} />
    </div>
  )
}

/** The public half of the root key, and the two ways to check a license with it. */
function Trust({ root }: { readonly root: Key }) {
  const offline = `npx tally license verify LicenseFile.lic --key ${root.publicKey}`
  return (
    <section>
      <h2>Root key</h2>
      <p className="t-hint a-narrow">
        Build this public key into your applications and verifiers. It stays the same when issuing keys
        change.
      </p>
      <Code text={root.publicKey} label="root public key" />
      <h3 className="a-gap-top">Check a license on the command line</h3>
      <p className="t-hint a-narrow">
        Says who may use what, where and until when; a file that was changed fails, and the line is named.
      </p>
      <Code text={offline} label="command" />
    </section>
  )
}

function Code({ text, label }: { readonly text: string; readonly label: string }) {
  return (
    <div className="t-code">
      <pre tabIndex={0} role="region" aria-label={label}>
        {text}
      </pre>
      <CopyText text={text} label={label} />
    </div>
  )
}

function Rotate({ active }: { readonly active: Key | undefined }) {
  const session = useSession()
  const [isAsking, setAsking] = useState(false)
  const command = useCommand(rotateSigningKey, {
    says: 'A new key signs from now on.',
    onDone: () => setAsking(false),
  })
  if (!session.may('signing-keys.manage') || !active) return null
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        Change the issuing key
      </Button>
      <ConfirmDialog
        opened={isAsking}
        title="Change the issuing key?"
        consequence={
          <>
            <p>
              The key <span className="t-mono">{active.kid}</span> retires now and signs nothing any more. A
              new key signs every license from here on.
            </p>
            <p className="a-gap-top">
              Licenses that were issued before stay valid and can be verified: the root key vouches for both.
              Applications that have the root key built in need nothing. This cannot be taken back.
            </p>
          </>
        }
        act="Retire it and make a new key"
        isDanger
        call={actCall(rotateSigningKey, {})}
        isBusy={command.isPending}
        problem={command.error}
        onConfirm={() => command.mutate({})}
        onClose={() => {
          setAsking(false)
          command.reset()
        }}
      />
    </>
  )
}
