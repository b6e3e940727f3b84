# Sourced by the scripts here and by the launcher; works from the repository root.
# Finds or installs what Debian packages provide, and picks JDK 17: Error Prone is pinned to the newest release that runs on it.

# Prints where JDK 17 lies; fails when there is none.
jdk17_home() {
  local candidate
  for candidate in "${JAVA_HOME:-}" "$(dirname "$(dirname "$(readlink -f "$(command -v javac || true)" || true)")")" /usr/lib/jvm/*; do
    if [ -x "$candidate/bin/javac" ] && grep -qs '^JAVA_VERSION="17[."]' "$candidate/release"; then
      printf '%s\n' "$candidate"
      return 0
    fi
  done
  return 1
}

# Prints the Debian packages that are missing, of those that the arguments ask for: build, monitoring, rocksdb, browser.
missing_packages() {
  local part
  for part in "$@"; do
    case "$part" in
      build)
        jdk17_home >/dev/null || echo openjdk-17-jdk-headless
        command -v mvn >/dev/null || echo maven
        { command -v setsid && command -v setpriv && command -v flock; } >/dev/null || echo util-linux
        ;;
      monitoring)
        { command -v prometheus && command -v promtool; } >/dev/null || echo prometheus
        { command -v prometheus-alertmanager && command -v amtool; } >/dev/null || echo prometheus-alertmanager
        ;;
      rocksdb)
        { command -v sst_dump && command -v ldb; } >/dev/null || echo rocksdb-tools
        ;;
      browser)
        command -v chromium >/dev/null || echo chromium
        ;;
      *)
        echo "missing_packages: expected build, monitoring, rocksdb or browser, found $part" >&2
        return 2
        ;;
    esac
  done
}

# Installs what is missing when we are root, else says how; then exports JAVA_HOME. Same arguments as missing_packages.
require_packages() {
  local missing
  mapfile -t missing < <(missing_packages "$@")
  if [ "${#missing[@]}" -gt 0 ]; then
    local install="apt-get install -y --no-install-recommends ${missing[*]}"
    if [ "$(id -u)" -ne 0 ]; then
      echo "Missing Debian packages: ${missing[*]}. Install them with: sudo $install" >&2
      return 1
    fi
    if ! command -v apt-get >/dev/null; then
      echo "Missing: ${missing[*]} (names of Debian packages), and no apt-get here to install them with." >&2
      return 1
    fi
    echo "Installing Debian packages: ${missing[*]}"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive $install
    mapfile -t missing < <(missing_packages "$@")
    if [ "${#missing[@]}" -gt 0 ]; then
      echo "Still missing after '$install': ${missing[*]}" >&2
      return 1
    fi
  fi
  JAVA_HOME=$(jdk17_home)
  export JAVA_HOME
}
