#!/bin/sh
# Checks docker-compose.yml and the nginx configuration with the programs that read them, where they are installed.
set -eu
cd "$(dirname "$0")/.."
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

compose=''
if docker compose version >/dev/null 2>&1; then
  compose='docker compose'
elif command -v docker-compose >/dev/null; then
  compose='docker-compose'
fi

if [ -n "$compose" ]; then
  cp docker-compose.yml "$scratch"
  for name in POSTGRES_PASSWORD REDIS_PASSWORD SECRET_KEY JWT_SECRET_KEY ADMIN_PASSWORD; do
    echo "$name=0123456789abcdef0123456789abcdef"
  done >"$scratch/.env"
  (cd "$scratch" && $compose -f docker-compose.yml config >/dev/null)
  sed -i '/^SECRET_KEY=/d' "$scratch/.env"
  if (cd "$scratch" && $compose -f docker-compose.yml config >/dev/null 2>&1); then
    echo 'docker-compose.yml: a missing SECRET_KEY is not refused' >&2
    exit 1
  fi
  echo 'docker-compose.yml: well'
else
  echo 'docker-compose.yml: not checked, docker-compose is not installed'
fi

if command -v nginx >/dev/null; then
  openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=barline \
    -keyout "$scratch/privkey.pem" -out "$scratch/fullchain.pem" 2>/dev/null
  for kind in plain tls; do
    sed -e "s|\${BARLINE_MAX_BODY}|104923136|" -e "s|/etc/nginx/ssl|$scratch|" \
      -e "s|/etc/nginx/barline.locations|$PWD/deploy/nginx/barline.locations|" \
      "deploy/nginx/templates/$kind/default.conf.template" >"$scratch/$kind.conf"
    echo "events {} pid $scratch/pid; error_log stderr; http { access_log off; include $scratch/$kind.conf; }" \
      >"$scratch/nginx.conf"
    nginx -q -t -c "$scratch/nginx.conf"
    echo "deploy/nginx, $kind: well"
  done
else
  echo 'deploy/nginx: not checked, nginx is not installed'
fi
