#!/bin/bash
# Makes the root image out of the plain Debian tree.
#   assemble.sh <tree.tar> <folders of programs in the place of Debian's, with colons between them> <files to add> <scratch folder> <output image> <folder of programs>...
set -euo pipefail
umask 022
tree=$1 own=$2 files=$3 root=$4/root output=$5
shift 5

mkdir "$root"
# Device nodes come from the kernel's devtmpfs, and making them needs rights that a container does not have.
tar --extract --file="$tree" --directory="$root" --numeric-owner --same-permissions --exclude='./dev/*'
cd "$root"
# Relinked, and initialised (decisions 023 and 024).
IFS=: read -ra folders <<<"$own"
for folder in "${folders[@]}"; do
	cp -a --no-preserve=ownership "$folder/." .
done

# --- What no lesson needs ---
rm -rf usr/share/{man,info,lintian,bug,applications,icons,zsh,fish,initramfs-tools,menu,pixmaps,doc-base,gdb,polkit-1} \
	usr/share/vim/vim91/doc usr/lib/systemd usr/lib/udev usr/lib/mime usr/lib/tmpfiles.d usr/lib/sysusers.d usr/include \
	usr/lib/i386-linux-gnu/{gconv,pkgconfig} \
	usr/bin/containerd-shim usr/bin/containerd-shim-runc-v1 \
	etc/{apt,cron.d,cron.daily,logrotate.d,systemd,rc?.d,opt,e2scrub.conf} etc/dpkg/dpkg.cfg.d/99mmdebstrap etc/*- etc/.pwd.lock \
	etc/init.d/* var/{cache,lib/apt,log}/* var/lib/dpkg/*-old run/* tmp/*
find usr/lib -name '*.a' -delete
# The copyright files stay: who passes the programs on has to pass these on.
find usr/share/doc -type f ! -name copyright -delete
find . -xdev -name __pycache__ -prune -exec rm -rf {} +
# Completions for commands that are not here.
for completion in usr/share/bash-completion/completions/*; do
	name=$(basename "$completion")
	name=${name#_}
	name=${name%.bash}
	[ -e "usr/bin/$name" ] || [ -e "usr/sbin/$name" ] || rm "$completion"
done

# --- runit as init: its own stages and services instead of the System V emulation of Debian ---
rm -rf etc/runit/{1,2,3,ctrlaltdel,rc.shutdown,override-sysv.d,runsvdir} etc/sv etc/service
# Our profile and bashrc, which load bash-completion when it is first asked for.
rm etc/profile.d/bash_completion.sh
cp -a --no-preserve=ownership "$files/." .
# git keeps only the executable bit; the rest is whatever the checkout's umask made.
(cd "$files" && find . -print0) | xargs -0 chmod go=u-w
ln -s runit-init usr/sbin/init
for command in halt poweroff reboot shutdown; do
	ln -s ../lib/runit/shutdown "usr/sbin/$command"
done
mkdir etc/service
for service in etc/sv/*; do
	name=$(basename "$service")
	ln -s "../sv/$name" "etc/service/$name"
	# The supervisors' state is of this boot only.
	ln -s "/run/runit/supervise/$name" "$service/supervise"
	if [ -d "$service/log" ]; then
		ln -s "/run/runit/supervise/$name.log" "$service/log/supervise"
		mkdir -p "var/log/$name"
		ln -s "$name/current" "var/log/$name.log"
		# `service docker restart`: sv does as an init script does when it is called by such a name.
		ln -s /usr/bin/sv "etc/init.d/$name"
		# Bounded: three files of 300 kB.
		printf 's300000\nn3\n' >"var/log/$name/config"
	fi
done
# Docker's plug-ins behind a script that says what they are without starting them (decision 022).
mkdir usr/libexec/docker/plugins
for plugin in usr/libexec/docker/cli-plugins/*; do
	program=usr/libexec/docker/plugins/$(basename "$plugin")
	mv "$plugin" "$program"
	# Without the signals by which Go interrupts its threads: where QEMU runs i386 programs a thread has another's storage after one.
	GODEBUG=asyncpreemptoff=1 chroot . "/$program" docker-cli-plugin-metadata >"$program.json"
	ln -s ../plugin "$plugin"
done
# Where slipway-preinit mounts crun read-only (decision 028).
install -m 644 /dev/null usr/libexec/slipway-crun
for programs; do
	install -m 755 "$programs"/slipway-* usr/libexec/
done
# Under the name that containerd looks for, in the first folder of its PATH (decision 026).
mkdir usr/libexec/slipway
ln -s ../slipway-shim usr/libexec/slipway/containerd-shim-runc-v2

# --- A home, and names people type ---
mkdir -p root/lab run/slipway/{data,root} var/lib/{docker,containerd} var/cache
chmod 700 root
chmod 711 var/lib/{docker,containerd}
: >etc/machine-id
ln -sf vim.tiny usr/bin/vim
chown -R 0:0 root etc/sv etc/service etc/runit etc/docker etc/containerd etc/profile.d

# Uncompressed: the site compresses chunks, and the guest's CPU has better things to do than to decompress.
# The fixed time stamp and name make the same tree the same image.
mkfs.erofs -x-1 -T1735689600 -U 51199a70-0000-4000-8000-000000000001 --quiet "$output" "$root"
