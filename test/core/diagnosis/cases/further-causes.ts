import type { Case } from "../case.ts";

type Output = Case["outputs"][number];

const rows = (...lines: readonly string[]): string => `${lines.join("\n")}\n`;

const vault = (sealed: string): Output => [
  "exec -n secrets vault-0 -- vault status",
  rows(
    "Key                Value",
    "---                -----",
    `Sealed             ${sealed}`,
    "Unseal Progress    0/3",
  ),
];
const external = (host: string): readonly Output[] => [
  [
    "get pods -n secrets",
    rows("NAME      READY   STATUS    RESTARTS   AGE", "vault-0   0/1     Running   0          9h"),
  ],
  [
    "get externalsecret,secretstore -n shop",
    rows(
      "NAME                                            STORETYPE     STORE   REFRESH INTERVAL   STATUS              READY",
      "externalsecret.external-secrets.io/web-tokens   SecretStore   kv      1h                 SecretSyncedError   False",
      "",
      "NAME                                  AGE   STATUS                  CAPABILITIES   READY",
      "secretstore.external-secrets.io/kv   52m   InvalidProviderConfig   ReadWrite      False",
    ),
  ],
  [
    "get events -n shop",
    rows(
      "LAST SEEN   TYPE      REASON         OBJECT                      MESSAGE",
      `3m          Warning   UpdateFailed   externalsecret/web-tokens   cannot read secret data from Vault: Get "https://vault.${host}.svc:8200/v1/kv/data/web": context deadline exceeded`,
    ),
  ],
];

const sealedVaults: readonly Case[] = [
  {
    name: "a vault that is sealed, and secrets that are not read from it",
    outputs: [...external("secrets"), vault("true")],
    roots: ["vault-sealed"],
    symptoms: ["resource-not-ready"],
    says: /Vault is sealed \(Pod secrets\/vault-0: Sealed true, Unseal Progress 0\/3\) and gives no secrets, so that ExternalSecret shop\/web-tokens cannot read from it and Secret "web-tokens" is not created/,
  },
  {
    name: "near miss: a vault that is sealed, and secrets that are read from another",
    outputs: [...external("keys"), vault("true")],
    roots: ["vault-sealed", "resource-not-ready"],
  },
];

/** Faults that one output names and another shows the reason of. */
export const furtherCauses: readonly Case[] = [...sealedVaults];
