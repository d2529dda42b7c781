import { Modal, type ModalProps } from '@mantine/core'
import { useReturnedFocus } from './use-returned-focus.ts'

/** A dialog that is mounted only while it is open. The focus goes back to where it came from when it closes. */
export function Dialog({ children, ...rest }: Omit<ModalProps, 'opened'>) {
  useReturnedFocus()
  return (
    <Modal opened centered {...rest}>
      {children}
    </Modal>
  )
}
