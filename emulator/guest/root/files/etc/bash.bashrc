# For interactive bash.
[ -z "$PS1" ] && return

shopt -s checkwinsize histappend
HISTCONTROL=ignoreboth
HISTSIZE=5000
HISTFILESIZE=5000
# Written after each command, so that a closed tab loses nothing.
PROMPT_COMMAND='history -a'
PS1='\[\e]0;\w\a\]\[\e[1;32m\]\u@\h\[\e[0m\]:\[\e[1;34m\]\w\[\e[0m\]\$ '

alias ls='ls --color=auto'
alias ll='ls -l --color=auto'
alias grep='grep --color=auto'

# Loading all of bash-completion takes a good part of a second here, so it waits for the first Tab. 124 makes bash try again.
_load_bash_completion() {
	complete -r -D
	unset -f _load_bash_completion
	. /usr/share/bash-completion/bash_completion
	return 124
}
complete -D -F _load_bash_completion
