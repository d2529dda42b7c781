/** Name and meaning of a feature. */
type FeatureName = readonly [name: string, meaning: string]

/** Features of the design products. */
export const designFeatures: readonly FeatureName[] = [
  ['GW_SKETCH', 'Sketches with constraints'],
  ['GW_DRAFT2D', 'Drawings with dimensions'],
  ['GW_PART3D', 'Solid parts'],
  ['GW_ASSEMBLY', 'Assemblies and interference checks'],
  ['GW_SURFACE', 'Free-form surfaces'],
  ['GW_SHEETMETAL', 'Sheet metal and unfolding'],
  ['GW_MOLD', 'Molds and cavities'],
  ['GW_WELD', 'Weldments and cut lists'],
  ['GW_PIPING', 'Pipes and fittings'],
  ['GW_HARNESS', 'Cable harnesses'],
  ['GW_RENDER', 'Photorealistic pictures'],
  ['GW_DATALINK', 'Link to the drawing archive'],
  ['GW_STEP_IO', 'STEP exchange'],
  ['GW_DXF_IO', 'DXF exchange'],
  ['GW_PARTLIB', 'Library of standard parts'],
]

/** Features of the manufacturing products. */
export const manufacturingFeatures: readonly FeatureName[] = [
  ['GW_MILL25', 'Milling in two and a half axes'],
  ['GW_MILL3', 'Milling in three axes'],
  ['GW_MILL4', 'Milling with a rotary table'],
  ['GW_MILL5', 'Milling in five axes at once'],
  ['GW_TURN', 'Turning'],
  ['GW_MILLTURN', 'Turning centers with driven tools'],
  ['GW_WIRE', 'Wire cutting'],
  ['GW_PROBE', 'Probing cycles'],
  ['GW_POST', 'Post processors'],
  ['GW_TOOLDB', 'Tool database'],
  ['GW_NEST', 'Nesting of sheets'],
  ['GW_PATHVIEW', 'Playback of tool paths'],
  ['GW_COLLISION', 'Collision check with fixtures'],
  ['GW_FEEDRATE', 'Feed rates by load'],
  ['GW_ROBOT', 'Robot loading'],
]

/** Features of the analysis products. */
export const analysisFeatures: readonly FeatureName[] = [
  ['GW_MESH', 'Meshes'],
  ['GW_FEA_LIN', 'Linear stress'],
  ['GW_FEA_NL', 'Nonlinear stress'],
  ['GW_THERMAL', 'Heat'],
  ['GW_MODAL', 'Vibration'],
  ['GW_FATIGUE', 'Fatigue'],
  ['GW_FLOW', 'Flow of gases and liquids'],
  ['GW_MULTIBODY', 'Motion of mechanisms'],
  ['GW_TOPOPT', 'Shape optimization'],
  ['GW_SOLVER', 'Solver process on a core'],
  ['GW_SOLVER_GPU', 'Solver process on a graphics card'],
  ['GW_POSTVIEW', 'Result viewer'],
  ['GW_MATDB', 'Material database'],
  ['GW_STUDY', 'Parameter studies'],
  ['GW_REPORTS', 'Reports'],
]

/** Control features carry their version by date: the line item says up to when releases are included. */
export const controlFeatures: readonly FeatureName[] = [
  ['GW_NC_CORE', 'Kernel of the control'],
  ['GW_NC_AXIS', 'One interpolated axis'],
  ['GW_NC_SPINDLE', 'One spindle'],
  ['GW_NC_PANEL', 'Operator panel'],
  ['GW_NC_LOOKAHEAD', 'Look-ahead of two thousand blocks'],
  ['GW_NC_TCP', 'Tool center point in five axes'],
  ['GW_NC_PROBING', 'Measuring cycles'],
  ['GW_NC_TOOLWEAR', 'Tool wear watch'],
  ['GW_NC_REMOTE', 'Remote service'],
  ['GW_NC_MACHINEDATA', 'Machine data interface'],
  ['GW_NC_SAFETY', 'Safe stop and safe speed'],
  ['GW_NC_LOGBOOK', 'Log book'],
  ['GW_NC_PLC', 'Built-in PLC'],
  ['GW_NC_ADAPT', 'Adaptive feed'],
  ['GW_NC_TWIN', 'Virtual machine for training'],
]
