import { generateKeyPairSync, randomBytes } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

/** The parts of the test cluster that are not Kubernetes' own. */
export type Part = "kwok" | "simulated-kubelet";
/** One bearer token for each user of the API server. */
export type Tokens = Readonly<Record<"administrator" | "controllers" | "scheduler" | Part, string>>;

/** The static token file, and the key pair that signs the tokens of service accounts (`sa.key`, `sa.pub`). */
export async function writeCredentials(folder: string): Promise<Tokens> {
  const token = () => randomBytes(24).toString("hex");
  const tokens: Tokens = {
    administrator: token(),
    controllers: token(),
    scheduler: token(),
    kwok: token(),
    "simulated-kubelet": token(),
  };
  const rows = [
    [tokens.administrator, "kubernetes-admin", "kubernetes-admin", "system:masters"],
    [tokens.controllers, "system:kube-controller-manager", "kube-controller-manager"],
    [tokens.scheduler, "system:kube-scheduler", "kube-scheduler"],
    [tokens.kwok, "kwok", "kwok", "system:masters"],
    [tokens["simulated-kubelet"], "simulated-kubelet", "simulated-kubelet", "system:masters"],
  ];
  const keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const secret = { mode: 0o600 };
  await writeFile(join(folder, "tokens.csv"), `${rows.map((row) => row.join(",")).join("\n")}\n`, secret);
  await writeFile(join(folder, "sa.key"), keys.privateKey.export({ type: "pkcs1", format: "pem" }), secret);
  await writeFile(join(folder, "sa.pub"), keys.publicKey.export({ type: "spki", format: "pem" }));
  return tokens;
}
