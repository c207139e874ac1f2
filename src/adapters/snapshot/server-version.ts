/** The document at `/version` for a version such as `v1.34.2`. */
export function serverVersion(kubernetesVersion: string): object {
  const [, major = "1", minor = ""] = /^v(\d+)\.(\d+)/.exec(kubernetesVersion) ?? [];
  const full = /^v\d+\.\d+$/.test(kubernetesVersion) ? `${kubernetesVersion}.0` : kubernetesVersion;
  return {
    major,
    minor,
    emulationMajor: major,
    emulationMinor: minor,
    gitVersion: full,
    gitCommit: "",
    gitTreeState: "",
    buildDate: "1970-01-01T00:00:00Z",
    goVersion: "",
    compiler: "",
    platform: "linux/amd64",
  };
}
