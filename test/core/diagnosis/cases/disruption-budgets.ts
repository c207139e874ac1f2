import type { Case } from "../case.ts";

/** Budgets that allow no disruption. */
export const disruptionBudgetCases: readonly Case[] = [
  {
    name: "a budget that allows nothing is worth a note",
    outputs: [
      [
        "get pdb -n shop",
        "NAME   MIN AVAILABLE   MAX UNAVAILABLE   ALLOWED DISRUPTIONS   AGE\nweb    3               N/A               0                     40d\n",
      ],
    ],
    roots: [],
    notes: ["disruption-budget-blocks"],
  },
  {
    name: "a budget that holds up a drain",
    outputs: [
      [
        "get pdb -n shop",
        "NAME   MIN AVAILABLE   MAX UNAVAILABLE   ALLOWED DISRUPTIONS   AGE\nweb    3               N/A               0                     40d\n",
      ],
      [
        "drain worker-1",
        'node/worker-1 cordoned\nevicting pod shop/web-6d4b75cb6d-x2k4p\nerror when evicting pods/"web-6d4b75cb6d-x2k4p" -n "shop" (will retry after 5s): Cannot evict pod as it would violate the pod\'s disruption budget.\n',
      ],
    ],
    roots: ["disruption-budget-blocks"],
    symptoms: ["eviction-refused"],
    says: /allows 0 disruptions: minAvailable is 3/,
  },
];
