package io.jenkins.plugins.mergeability.script;

import java.util.List;

/**
 * The functions of a shell script that clean the workspace of an agent before a job, or list what is there besides the commit,
 * and compare tracked files after it. What ran in the workspace when Jenkins lost the agent, and still runs, is ended first: Jenkins
 * gives each {@code node} block a cookie, and ends its processes with it where it can.
 *
 * <p>Their state is in {@code .git/mergeability/workspace}: an index of their own, which no command changes, and the files of
 * the git directory as they were when the agent was taken.
 */
final class WorkspaceScript {

    /**
     * Settings of the repository that change what is in the workspace, or hide it. The checkout sets none of them but
     * {@code core.hooksPath}, to {@code /dev/null}: that one stays.
     */
    private static final String FOREIGN_SETTINGS = "filter\\.|merge\\..*\\.driver|diff\\.|include|"
            + "core\\.(worktree|hookspath|attributesfile|excludesfile|fsmonitor|untrackedcache|splitindex|ignorestat|"
            + "checkstat|trustctime|autocrlf|eol|safecrlf|alternaterefs.*)";

    private static final String SPARSE_SETTINGS = "|core\\.sparsecheckout.*|index\\.sparse";

    private static final String FUNCTIONS = """
            mg_newline='
            '
            mg_raw=0
            mg_git() {
              GIT_DIR=$mg_dir GIT_WORK_TREE=$MERGEABILITY_ROOT GIT_INDEX_FILE=$mg_state/index \\
                GIT_NO_REPLACE_OBJECTS=1 GIT_ATTR_NOSYSTEM=$mg_raw LC_ALL=C \\
                git -c core.fsmonitor=false -c core.untrackedCache=false -c core.splitIndex=false -c core.trustctime=true \\
                -c core.checkStat=default -c core.ignoreStat=false -c core.hooksPath=/dev/null -c core.quotePath=true \\
                "$@" 3>&-
            }
            mg_fail() {
              [ -n "$mg_why" ] || mg_why=$1
              return 1
            }
            mg_place() {
              mg_dir=$MERGEABILITY_ROOT/.git
              [ -d "$mg_dir" ] || mg_dir=$(git rev-parse --absolute-git-dir 3>&-) || mg_fail 'it is no repository of git'
              mg_state=$mg_dir/mergeability/workspace
            }
            mg_clean() {
              mg_why=
              mg_count=0
              mg_names=
              mg_place || return 1
              mg_known=
              { read -r mg_known <"$mg_state/taking"; } 2>/dev/null
              if [ "$mg_known" = "$mg_taking" ]; then
                mg_again
              elif [ "$mg_spares" = yes ]; then
                mg_look && { [ "$mg_count" -gt 0 ] || mg_take; }
              else
                mg_take
              fi
            }
            mg_earlier() {
              mg_pids=
              mg_files=$(exec grep -lsF "JENKINS_SERVER_COOKIE=$JENKINS_SERVER_COOKIE" /proc/[0-9]*/environ 2>/dev/null 3>&-)
              mg_files=$(exec grep -LsF "JENKINS_NODE_COOKIE=$JENKINS_NODE_COOKIE" /dev/null $mg_files 3>&-)
              for mg_file in $(exec grep -lsE 'JENKINS_NODE_COOKIE=[0-9a-f]{8}-' $mg_files 3>&-); do
                mg_pid=${mg_file#/proc/}
                mg_pid=${mg_pid%/environ}
                ! kill -0 "$mg_pid" 2>/dev/null || mg_pids="$mg_pids $mg_pid"
              done
            }
            mg_end_earlier() {
              [ -n "$JENKINS_SERVER_COOKIE" ] && [ -n "$JENKINS_NODE_COOKIE" ] || return 0
              mg_end_found mg_earlier 'what ran in this workspace since its agent was lost'
              [ -z "$mg_pids" ] || mg_fail "processes of an earlier build do not end:$mg_names"
            }
            mg_foreign_files() {
              for mg_file in "$mg_dir/hooks" "$mg_dir/info"; do
                [ -d "$mg_file" ] && [ ! -h "$mg_file" ] && continue
                rm -rf "$mg_file" && mkdir "$mg_file" || mg_fail "$mg_file cannot be written" || return 1
              done
              for mg_file in "$mg_dir"/hooks/* "$mg_dir"/hooks/.[!.]* "$mg_dir"/info/* "$mg_dir"/info/.[!.]* \\
                "$mg_dir"/*.lock "$mg_dir"/*_HEAD "$mg_dir/rebase-merge" "$mg_dir/rebase-apply" "$mg_dir/sequencer"; do
                [ -e "$mg_file" ] || [ -h "$mg_file" ] || continue
                [ "$mg_sparse" = no ] || [ "$mg_file" != "$mg_dir/info/sparse-checkout" ] || continue
                [ "$mg_file" != "$mg_dir/FETCH_HEAD" ] || continue
                rm -rf "$mg_file" || mg_fail "${mg_file#"$MERGEABILITY_ROOT/"} cannot be removed" || return 1
              done
            }
            mg_bytes() {
              mg_raw=1
              if [ ! -s "$mg_state/converts" ]; then
                mg_git -c core.autocrlf=false -c core.attributesFile=/dev/null "$@"
                mg_code=$?
              else
                printf '* -text -eol -filter -ident -working-tree-encoding\\n' >"$mg_dir/info/attributes"
                mg_git "$@"
                mg_code=$?
                rm -f "$mg_dir/info/attributes"
              fi
              mg_raw=0
              return "$mg_code"
            }
            mg_begin() {
              mg_mode=take
              mg_kept=
              mg_known=
              while read -r mg_line; do
                mg_known="$mg_known$mg_line;"
              done 2>/dev/null <"$mg_state/kept"
              rm -rf "$mg_state/index" "$mg_state/taking" "$mg_state/intact"
              [ -d "$mg_state" ] || mkdir -p "$mg_state" || mg_fail "$mg_state cannot be written"
            }
            mg_plain_settings() {
              mg_config=
              [ ! -h "$mg_dir/config" ] && [ ! -e "$mg_dir/commondir" ] && [ -r "$mg_dir/config" ] || return 1
              while IFS= read -r mg_line; do
                mg_config=$mg_config$mg_line$mg_newline
                case $mg_line in
                  *']'*']'*) return 1 ;;
                  '[core]' | '[remote "'*'"]' | '[branch "'*'"]') ;;
                  '\trepositoryformatversion = 0' | '\tfilemode = true' | '\tbare = false' | '\tlogallrefupdates = true') ;;
                  '\thooksPath = /dev/null' | '\thookspath = /dev/null') ;;
                  '\turl = '* | '\tfetch = '* | '\tremote = '* | '\tmerge = '*) ;;
                  *) return 1 ;;
                esac
              done <"$mg_dir/config"
              [ -z "$mg_line" ]
            }
            mg_foreign_settings() {
              mg_git config --local --name-only --get-regexp "^($mg_settings)" >"$mg_state/settings"
            }
            mg_of_checkout() {
              [ "$1" = core.hookspath ] && [ "$(mg_git config --local --get "$1")" = /dev/null ]
            }
            mg_attributes_and_links() {
              mg_git ls-files -s | sed -n -e "/[\t\\/]\\.gitattributes\\"\\{0,1\\}$/w $mg_state/converts" \\
                -e "s/^160000 [^\t]*\t//w $mg_state/gitlinks"
            }
            mg_look() {
              mg_begin || return 1
              if [ "$mg_sparse" = yes ]; then
                cp "$mg_dir/index" "$mg_state/index"
              else
                mg_git read-tree HEAD
              fi || mg_fail 'git cannot read the commit' || return 1
              { mg_look_settings && mg_look_files; } >"$mg_state/found" ||
                mg_fail 'git cannot list its files' || return 1
              mg_count=0
              mg_names=
              while IFS= read -r mg_line; do
                mg_count=$((mg_count + 1))
                [ "$mg_count" -gt 20 ] || mg_names="$mg_names	$mg_line"
              done <"$mg_state/found"
            }
            mg_look_settings() {
              mg_foreign_settings
              while read -r mg_key; do
                mg_of_checkout "$mg_key" || printf '%s\\n' "the setting $mg_key"
              done <"$mg_state/settings"
            }
            mg_look_files() {
              for mg_file in "$mg_dir"/hooks/* "$mg_dir"/hooks/.[!.]* "$mg_dir"/info/* "$mg_dir"/info/.[!.]* \\
                "$mg_dir"/*.lock "$mg_dir/MERGE_HEAD" "$mg_dir/rebase-merge" "$mg_dir/rebase-apply" "$mg_dir/sequencer"; do
                [ -e "$mg_file" ] || [ -h "$mg_file" ] || continue
                case $mg_file in
                  "$mg_dir"/hooks/*.sample) continue ;;
                  "$mg_dir/info/exclude") grep -qv -e '^#' -e '^ *$' "$mg_file" || continue ;;
                  "$mg_dir/info/sparse-checkout") [ "$mg_sparse" = no ] || continue ;;
                esac
                printf '%s\\n' "${mg_file#"$MERGEABILITY_ROOT/"}"
              done
              mg_attributes_and_links
              [ ! -e "$mg_dir/info/attributes" ] || : >"$mg_state/converts"
              [ -d "$mg_dir/info" ] || mkdir "$mg_dir/info" || return 1
              mg_bytes update-index -q --refresh >/dev/null
              mg_list all || return 1
              printf '%s\\n' "$mg_names" | tr '\t' '\\n' | sed '/^$/d'
              mg_look_in_submodules || return 1
              mg_action=mg_would_remove
              mg_remove
            }
            mg_look_in_submodules() {
              [ -s "$mg_state/gitlinks" ] || return 0
              while read -r mg_file; do
                [ -e "$mg_file/.git" ] && [ "$mg_submodule_update" = yes ] && continue
                find "$mg_file" ! -path "$mg_file" 2>/dev/null | head -1
              done <"$mg_state/gitlinks"
              [ "$mg_submodule_update" = yes ] || return 0
              (
                unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE
                exec 3>&-
                git submodule status --recursive | sed -n 's/^[+U][^ ]* //p'
                git submodule -q foreach --recursive 'GIT_INDEX_FILE=$(git rev-parse --absolute-git-dir)/mergeability
                  export GIT_INDEX_FILE
                  git read-tree HEAD && {
                    git update-index -q --refresh >/dev/null
                    git diff-files --name-only --ignore-submodules=all
                    git clean -ffdxn | sed -n "s/^Would remove //p"
                  } | sed "s|^|$displaypath/|"
                  rm -f "$GIT_INDEX_FILE"'
              )
            }
            mg_would_remove() {
              find . -path ./.git -prune -o ! -type f ! -type d ! -type l -print 2>/dev/null | sed 's|^\\./||'
              mg_git clean -ffdxn "$@" >"$mg_state/changed" 2>/dev/null || return 1
              sed -n 's/^Would remove //p' "$mg_state/changed"
            }
            mg_take() {
              mg_action=mg_remove_but
              mg_end_earlier && mg_begin || return 1
              mg_foreign_files || return 1
              mg_plain=yes
              mg_plain_settings || {
                mg_plain=no
                mg_foreign_settings
                while read -r mg_key; do
                  mg_of_checkout "$mg_key" || mg_git config --local --unset-all "$mg_key"
                done <"$mg_state/settings"
              }
              mg_commit=
              read -r mg_commit 2>/dev/null <"$mg_dir/HEAD"
              case $mg_commit in
                '' | *[!0-9a-f]*)
                  mg_plain=no
                  mg_commit=$(mg_git rev-parse -q --verify 'HEAD^{commit}') || mg_fail 'it has no commit' || return 1
                  ;;
              esac
              if [ "$mg_sparse" = yes ]; then
                mg_git read-tree --reset -u HEAD || mg_fail 'git cannot check it out' || return 1
              else
                mg_git read-tree HEAD || mg_fail 'git cannot read the commit' || return 1
              fi
              mg_attributes_and_links
              mg_bytes update-index --refresh --ignore-submodules >/dev/null 2>&1 || mg_put_back || return 1
              mg_submodules || return 1
              mg_remove || return 1
              if [ "$mg_plain" = yes ]; then
                printf '%s\\n' "$mg_commit" >"$mg_state/HEAD" && printf '%s' "$mg_config" >"$mg_state/config"
              else
                cp "$mg_dir/HEAD" "$mg_dir/config" "$mg_state/"
              fi && { [ ! -e "$mg_dir/info/sparse-checkout" ] || cp "$mg_dir/info/sparse-checkout" "$mg_state/"; } &&
                cp "$mg_state/index" "$mg_dir/index" &&
                { [ -z "$mg_kept" ] || printf '%s' "$mg_kept" | tr ';' '\\n'; } >"$mg_state/kept" &&
                printf '%s\\n' "$mg_commit" >"$mg_state/commit" &&
                printf '%s\\n' "$mg_taking" >"$mg_state/taking" || mg_fail "$mg_state cannot be written"
            }
            mg_again() {
              mg_mode=again
              mg_action=mg_remove_but
              read -r mg_commit <"$mg_state/commit"
              mg_foreign_files || return 1
              cp "$mg_state/HEAD" "$mg_state/config" "$mg_state/index" "$mg_dir/" &&
                { [ "$mg_sparse" = no ] || cp "$mg_state/sparse-checkout" "$mg_dir/info/"; } ||
                mg_fail "$mg_dir cannot be written" || return 1
              read -r mg_line <"$mg_dir/HEAD"
              case $mg_line in
                ref:*) mg_git update-ref HEAD "$mg_commit" || mg_fail 'git cannot set HEAD' || return 1 ;;
              esac
              if [ -s "$mg_state/intact" ]; then
                : >"$mg_state/intact"
              else
                mg_put_back || return 1
                cp "$mg_state/index" "$mg_dir/index" || mg_fail "$mg_dir/index cannot be written" || return 1
              fi
              mg_submodules || return 1
              mg_remove
            }
            mg_put_back() {
              mg_bytes diff-files --name-only -z --ignore-submodules=all >"$mg_state/changed" ||
                mg_fail 'git cannot compare its files' || return 1
              [ -s "$mg_state/changed" ] || return 0
              mg_git checkout-index -f -u -q -z --stdin <"$mg_state/changed" 2>"$mg_state/errors"
              mg_list all && [ "$mg_count" -eq 0 ] ||
                mg_fail "a file cannot be written:$mg_names: $(head -1 "$mg_state/errors")"
            }
            mg_list() {
              mg_bytes diff-files --ignore-submodules="$1" >"$mg_state/changed" || return 1
              mg_count=0
              mg_names=
              while IFS='	' read -r mg_line mg_name; do
                set -- $mg_line
                mg_is_converted "$@" && continue
                mg_count=$((mg_count + 1))
                [ "$mg_count" -gt 20 ] || mg_names="$mg_names	$mg_name"
              done <"$mg_state/changed"
            }
            mg_is_converted() {
              [ "$1" = ":$2" ] && [ -f "$mg_name" ] && [ ! -h "$mg_name" ] && [ "$mg_count" -lt 200 ] &&
                mg_git cat-file --filters ":$mg_name" 2>/dev/null | cmp -s - "$mg_name"
            }
            mg_submodules() {
              [ -s "$mg_state/gitlinks" ] || return 0
              [ "$mg_mode" = again ] || while read -r mg_file; do
                [ "$mg_submodule_update" = no ] || [ ! -e "$mg_file/.git" ] || printf '%s\\n' "$mg_file"
              done <"$mg_state/gitlinks" >"$mg_state/populated"
              if [ "$mg_submodule_update" = no ]; then
                rm -rf "$mg_dir/modules"
              elif [ -s "$mg_state/populated" ] && ! mg_in_submodules; then
                mg_writable
                mg_in_submodules || mg_fail 'a submodule cannot be cleaned' || return 1
              fi
              while read -r mg_file; do
                grep -qxF -e "$mg_file" "$mg_state/populated" && continue
                mg_line=$(find "$mg_file" ! -path "$mg_file" 2>/dev/null | head -1)
                [ -z "$mg_line" ] && [ ! -h "$mg_file" ] && continue
                rm -rf "$mg_file" && mkdir -p "$mg_file" || mg_fail "$mg_line cannot be removed" || return 1
              done <"$mg_state/gitlinks"
            }
            mg_in_submodules() (
              unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE
              exec 3>&-
              git submodule -q update --force --recursive --no-fetch &&
                git submodule -q foreach --recursive 'rm -f "$(git rev-parse --git-dir)/index" &&
                  git -c core.hooksPath=/dev/null reset -q --hard && git clean -ffdxq'
            )
            mg_writable() {
              find . -path ./.git -prune -o -type d ! -perm -700 -exec chmod u+rwx {} + 2>/dev/null
              :
            }
            mg_same() {
              [ "$mg_mode" = take ] || return 0
              mg_line=$1
              shift
              if [ $# -gt 0 ]; then
                mg_line="$mg_line $(mg_git ls-files -s -- "$@" | mg_git hash-object --stdin)"
              elif [ "$mg_spares" = yes ]; then
                mg_kept="$mg_kept$mg_line;"
                return 0
              fi
              mg_kept="$mg_kept$mg_line;"
              case ";$mg_known" in
                *";$mg_line;"*) return 0 ;;
              esac
              return 1
            }
            mg_remove_but() {
              find . -path ./.git -prune -o ! -type f ! -type d ! -type l -exec rm -f {} + 2>/dev/null
              mg_git clean -ffdxq "$@" 2>"$mg_state/errors" && return 0
              mg_writable
              mg_git clean -ffdxq "$@" 2>"$mg_state/errors" && return 0
              cat "$mg_state/errors"
              mg_fail "$(sed -n 's/^warning: //;1p' "$mg_state/errors")"
            }
            mg_compare() {
              mg_count=0
              mg_names=
              if ! mg_place || ! mg_bytes diff-files --name-only --ignore-submodules="$mg_ignored" >"$mg_state/changed"; then
                mg_count=-1
              elif [ -s "$mg_state/changed" ]; then
                mg_foreign_files && cp "$mg_state/config" "$mg_dir/config" &&
                  { mg_bytes update-index -q --refresh >/dev/null || :; } && mg_list "$mg_ignored" || mg_count=-1
              fi
              if [ "$mg_count" -lt 0 ]; then
                printf 'changed 0\\n' >&3
              elif [ "$mg_count" -eq 0 ]; then
                echo intact >"$mg_state/intact"
                printf 'intact %s\\n' "$1" >&3
              else
                printf 'changed %s%s\\n' "$mg_count" "$mg_names" >&3
              fi
            }
            """;

    private WorkspaceScript() {}

    /** Appends the functions {@code mg_clean}, and {@code mg_compare} with the word for unchanged files as its argument. */
    static void append(StringBuilder script) {
        script.append(FUNCTIONS);
    }

    /** Appends what those functions do for a job. */
    static void append(StringBuilder script, WorkspaceRules rules) {
        script.append("mg_taking=").append(ShellScript.quoted(rules.taking())).append('\n');
        script.append("mg_sparse=").append(rules.sparse() ? "yes" : "no").append('\n');
        script.append("mg_spares=").append(rules.sparesFound() ? "yes" : "no").append('\n');
        script.append("mg_submodule_update=")
                .append(rules.submodules() ? "yes" : "no")
                .append('\n');
        script.append("mg_ignored=")
                .append(rules.submodules() ? "untracked" : "all")
                .append('\n');
        script.append("mg_settings=")
                .append(ShellScript.quoted(FOREIGN_SETTINGS + (rules.sparse() ? "" : SPARSE_SETTINGS)))
                .append('\n');
        script.append("mg_remove() {\n");
        if (!rules.removes()) {
            script.append("[ \"$mg_mode\" = take ] || return 0\n");
        }
        script.append("set --\n");
        for (WorkspaceRules.Kept kept : rules.kept()) {
            script.append("if mg_same ").append(ShellScript.quoted(kept.id()));
            kept.whileSame().forEach(path -> script.append(' ').append(ShellScript.quoted(path)));
            script.append("; then\n");
            except(script, kept.patterns());
            script.append("fi\n");
        }
        except(script, rules.spared());
        script.append("\"$mg_action\" \"$@\"\n}\n");
    }

    private static void except(StringBuilder script, List<String> patterns) {
        if (!patterns.isEmpty()) {
            script.append("set -- \"$@\"");
            patterns.forEach(pattern -> script.append(" -e ").append(ShellScript.quoted(pattern)));
            script.append('\n');
        }
    }
}
