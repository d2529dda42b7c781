import { Button, CopyButton, Group, Modal, Stack } from '@mantine/core'
import {
  createLicenseTechnology,
  deleteLicenseTechnology,
  getLicenseTechnology,
  listLicenseTechnologies,
  updateLicenseTechnology,
} from '@tallystick/catalog/contracts.ts'
import { GENERATIONS } from '@tallystick/catalog/operations/license-technologies.contract.ts'
import { licenseKindOf } from '@tallystick/catalog/rules/license-kinds.ts'
import { makeGeneratorSecret } from '@tallystick/fulfillments/operations/held-licenses.contract.ts'
import { useCommand, useOperation } from '@tallystick/kit/data/queries.ts'
import { recordCommand } from '@tallystick/kit/details/commands.tsx'
import { DetailsPage, Loaded } from '@tallystick/kit/details/DetailsPage.tsx'
import { RefusalNotice } from '@tallystick/kit/feedback/RefusalNotice.tsx'
import { ContractForm } from '@tallystick/kit/form/ContractForm.tsx'
import { FormPage } from '@tallystick/kit/form/FormPage.tsx'
import { numberText } from '@tallystick/kit/format/dates.ts'
import { When } from '@tallystick/kit/format/When.tsx'
import { ListPage } from '@tallystick/kit/list/ListPage.tsx'
import { useSession } from '@tallystick/kit/session/session.ts'
import { CreateButton } from '@tallystick/kit/shell/CreateButton.tsx'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'

const PLACE = '/license-technologies'
const PARENTS = [{ label: 'License technologies', to: PLACE }]

/** Technologies of licenses that are not certificates. CERT-05. */
export function TechnologiesPage() {
  const session = useSession()
  return (
    <ListPage
      list={listLicenseTechnologies}
      open={(row) => `${PLACE}/${row.id}`}
      actions={
        session.may('settings.manage') && (
          <CreateButton to={`${PLACE}/new`}>New license technology</CreateButton>
        )
      }
      teach="Certificates need no technology of their own. Add one for licenses that a generator of yours makes, or a person."
    />
  )
}

/** A license technology, with the secret of its generator. */
export function TechnologyPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const navigate = useNavigate()
  const query = useOperation(getLicenseTechnology, { id })
  return (
    <Loaded query={query} parents={PARENTS}>
      {(technology) => (
        <DetailsPage
          title={technology.name}
          parents={PARENTS}
          view={technology.commands}
          commands={[
            recordCommand(updateLicenseTechnology, 'Edit', { to: `${PLACE}/${id}/edit` }),
            recordCommand(deleteLicenseTechnology, 'Delete', {
              input: { id },
              confirm: {
                title: `Delete ${technology.name}?`,
                consequence: 'The license technology is removed for good.',
                isDanger: true,
              },
              says: `License technology ${technology.name} deleted.`,
              onDone: () => void navigate({ to: PLACE }),
            }),
          ]}
          facts={[
            { label: 'Kind', value: licenseKindOf(technology.kind).label },
            { label: 'Generated', value: GENERATIONS[technology.generation] },
            technology.address !== '' && { label: 'Address', value: technology.address, isWide: true },
            { label: 'Host attributes', value: technology.hostAttributes.join(', ') || 'None' },
            { label: 'Consolidates', value: technology.consolidates ? 'Yes' : 'No' },
            { label: 'License models', value: numberText(technology.licenseModels) },
            { label: 'Changed', value: <When instant={technology.updatedAt} /> },
            technology.description !== '' && {
              label: 'Description',
              value: technology.description,
              isWide: true,
            },
          ]}
          history={{ kind: 'license-technology', id: technology.id }}
        >
          {technology.generation === 'http' && technology.commands['make-generator-secret'] && (
            <Secret id={technology.id} name={technology.name} />
          )}
        </DetailsPage>
      )}
    </Loaded>
  )
}

/** Makes the secret that signs the questions, and shows it once. */
function Secret({ id, name }: { readonly id: string; readonly name: string }) {
  const [isAsking, setAsking] = useState(false)
  const make = useCommand(makeGeneratorSecret)
  const close = () => {
    setAsking(false)
    make.reset()
  }
  return (
    <section className="t-section">
      <h2>Secret of the generator</h2>
      <p className="t-hint">
        Every question to the generator is signed with it. It is shown once; a new one ends the one before.
      </p>
      <Button variant="default" mt="xs" onClick={() => setAsking(true)}>
        Make secret
      </Button>
      <Modal opened={isAsking} onClose={close} title={`Secret for ${name}`} centered>
        <Stack gap="md">
          {make.data ? (
            <>
              <p>Give it to the generator now. It cannot be shown again.</p>
              <code className="t-mono" aria-label="Secret" style={{ overflowWrap: 'anywhere' }}>
                {make.data.secret}
              </code>
            </>
          ) : (
            <p>A new secret is made. A generator that has an earlier one is not believed any more.</p>
          )}
          <RefusalNotice problem={make.error} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>
              {make.data ? 'Close' : 'Cancel'}
            </Button>
            {make.data ? (
              <CopyButton value={make.data.secret}>
                {({ copied, copy }) => <Button onClick={copy}>{copied ? 'Copied' : 'Copy'}</Button>}
              </CopyButton>
            ) : (
              <Button loading={make.isPending} onClick={() => make.mutate({ id })}>
                Make secret
              </Button>
            )}
          </Group>
        </Stack>
      </Modal>
    </section>
  )
}

/** The form for a new license technology. */
export function NewTechnologyPage() {
  const navigate = useNavigate()
  return (
    <FormPage title="New license technology" parents={PARENTS}>
      <ContractForm
        contract={createLicenseTechnology}
        initial={{ kind: 'nodelocked-uncounted', generation: 'manual' }}
        act="Create license technology"
        says={(made) => `License technology ${made.name} created.`}
        onDone={(made) => void navigate({ to: `${PLACE}/${made.id}` })}
        onCancel={() => void navigate({ to: PLACE })}
      />
    </FormPage>
  )
}

/** Edits a license technology. */
export function EditTechnologyPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const query = useOperation(getLicenseTechnology, { id })
  const navigate = useNavigate()
  const back = () => void navigate({ to: `${PLACE}/${id}` })
  return (
    <Loaded query={query} parents={PARENTS}>
      {(technology) => (
        <FormPage
          title={`Edit ${technology.name}`}
          parents={[...PARENTS, { label: technology.name, to: `${PLACE}/${id}` }]}
        >
          <ContractForm
            contract={updateLicenseTechnology}
            initial={technology}
            fixed={{ id: technology.id, rowVersion: technology.rowVersion }}
            act="Save license technology"
            says="License technology saved."
            onDone={back}
            onCancel={back}
          />
        </FormPage>
      )}
    </Loaded>
  )
}
