# The examples of the README do what it says: each console block is run again,
# and what comes out must be what stands there.
cat >answers.txt <<'END'
danger = none
saddle = none
legs = both_legs
fever = no
head = none
harm = no
END
awk '/^```console/ { on = 1; next } /^```/ { on = 0 } on' \
    "$ROOT/README.md" >wanted
while IFS= read -r line; do
    case $line in
    '$ '*)
        printf '%s\n' "$line"
        # Errors first: that is how the README shows them.
        sh -c "${line#\$ }" 2>err >out
        cat err out
        ;;
    esac
done <wanted >got
diff wanted got && echo "README examples hold"
