# SPDX-License-Identifier: GPL-2.0-only
# fish completion for kvmtrap(1). The program itself tells what may follow.

function __kvmtrap_complete
    set -l words (commandline -opc) (commandline -ct)
    set -l lines (kvmtrap complete -- $words[2..-1] 2>/dev/null)
    switch "$lines[1]"
        case :files
            # Of --output=FILE only FILE is a path.
            set -l lead (string match -r -- '^--[a-z-]+=' $words[-1]; or echo '')
            set -l path (string replace -r -- '^--[a-z-]+=' '' $words[-1])
            for file in (__fish_complete_path $path)
                echo $lead$file
            end
        case :commands
            __fish_complete_path $words[-1]
        case '*'
            printf '%s\n' $lines
    end
end

complete -c kvmtrap -f -a '(__kvmtrap_complete)'
