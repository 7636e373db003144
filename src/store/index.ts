// The durable store: what actors keep, in one SQLite file that one process owns. Knows nothing of actors' types.
export { openStore, type StoreOptions } from "./open.js";
export { StoreError, storeErrorCodes, type StoreErrorCode } from "./errors.js";
export type { DriverName } from "./driver.js";
export type {
  ActorStore,
  PatchedValue,
  Store,
  StoreAddress,
  StoreChange,
  StoredAlarm,
  StoredSizes,
  StoreLog,
  StoreStats,
} from "./types.js";
