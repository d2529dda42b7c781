// All styles of a portal, in the order in which they override each other.
import '@fontsource-variable/inter/wght.css'
import '@fontsource-variable/jetbrains-mono/wght.css'
import '@mantine/core/styles.css'
import './kit.css'
import './list.css'
import './record.css'
