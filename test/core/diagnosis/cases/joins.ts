import type { Case } from "../case.ts";
import { callers } from "./joins/callers.ts";
import { held } from "./joins/held.ts";
import { mesh } from "./joins/mesh.ts";
import { nodes } from "./joins/nodes.ts";
import { nodesOfOthers } from "./joins/nodes-of-others.ts";
import { operators } from "./joins/operators.ts";
import { otherAddresses } from "./joins/other-addresses.ts";
import { otherBackends } from "./joins/other-backends.ts";
import { otherEnds } from "./joins/other-ends.ts";
import { providers } from "./joins/providers.ts";
import { references } from "./joins/references.ts";
import { settings } from "./joins/settings.ts";
import { starts } from "./joins/starts.ts";
import { traffic } from "./joins/traffic.ts";
import { values } from "./joins/values.ts";

/** What only several outputs together show, with cases that look the same and are well. */
export const joinCases: readonly Case[] = [
  ...providers,
  ...references,
  ...nodes,
  ...nodesOfOthers,
  ...traffic,
  ...mesh,
  ...settings,
  ...operators,
  ...held,
  ...values,
  ...starts,
  ...callers,
  ...otherEnds,
  ...otherBackends,
  ...otherAddresses,
];
