#!/bin/sh
# make bench [N=100000] [ROUNDS=5] [SEED=1] [PART="batch rules ..."]
#
# How fast backcheck is beside what bounds it (limit.c) and beside others. All
# runs of a table take turns, so believe the ratios, not the times; run.c says
# what the columns are. A goal stands beside its ratio and is not a test. The
# whole is N=1000000. These are the parts:
#
#   batch   N records through the shipped pack; cjson only parses each of them;
#           more has one member more in each, which sends it the long way
#   rules   records through 40, 400 and 4,000 synthetic rules, beside the same
#           four tips; the more rules the rarer each is, so that about 2.9 hold
#           in a record of any pack
#   load    loading packs; events only reads their YAML with libyaml. One check
#           of one person; floor is the shipped pack's events and one cJSON record
#   growth  time and memory from N / 100 records to N
#   split   GNU parallel on two cores; copy is what its own plumbing takes, and
#           halves are two runs at once without it
#   peers   CLIPS, jq, LuaJIT, SWI-Prolog, SQLite: those that are installed
#   count   instructions, which no mood of the machine changes (valgrind)
#
# Favours to the peers: the rules are native code of each, made by gen, and
# backcheck also chooses tips. CLIPS gets facts, not JSON; LuaJIT runs with
# -joff, its faster way here. They run fewer records, and the time of a run with
# one record is taken off. What holds, what is open and the level must be the
# same for 1,000 records, or a peer is left out.
set -eu
export LC_ALL=C
top=$PWD bin=$PWD/$B
dir=$bin/bench PATH=$bin/bench:$bin:$PATH
mkdir -p "$dir/files"
cd "$dir/files"
pack=$top/data/postpartum-back
few=$((N / 4)) fewer=$((N / 100))
has() { command -v "$1" >/dev/null 2>&1; }

# "id level rule ..." with one rule a line, in an order of their own.
rules_of() {
    awk '{ print $1, $2; for (i = 3; i <= NF; i++) print $1, $2, $i }' | sort
}

# What batch prints in the words of "gen expect": open rules are "_rule".
rules_of_batch() {
    sed '
        s/.*"id":"\([^"]*\)".*"level":"\([^"]*\)".*"findings":\[\([^]]*\)\]/\1 \2 \3 ,&/
        s/,{.*"not_ruled_out":\[\([^]]*\)\].*/,\1/
        :open
        s/\( ,.*\)"\([a-z]\)/\1_\2/
        t open
        s/[",]/ /g' | rules_of
}

part_batch() {
    head -"$few" shipped | sed 's/^{/{"date":"2026-11-22",/' >more
    run "$ROUNDS" <<end
# $N records through the shipped pack
row empty 1 - one limit empty
row start 1 - /dev/null backcheck batch
row copy $N empty shipped limit copy
row cjson $N empty shipped limit cjson
row cjson-arena $N empty shipped limit cjson-arena
row batch $N start shipped backcheck batch
row more $few start more backcheck batch
ratio batch cjson 1.25 or less; aim at 0.5
ratio batch cjson-arena
ratio batch copy
ratio more cjson
end
}

part_rules() {
    head -"$few" synth >synth.few
    run "$ROUNDS" <<end
# $few records through synthetic packs
row start40 1 - /dev/null backcheck batch --rules=pack40
row start400 1 - /dev/null backcheck batch --rules=pack400
row start4000 1 - /dev/null backcheck batch --rules=pack4000
row rules40 $few start40 synth.few backcheck batch --rules=pack40
row rules400 $few start400 synth.few backcheck batch --rules=pack400
row rules4000 $few start4000 synth.few backcheck batch --rules=pack4000
ratio rules400 rules40
ratio rules4000 rules40 4 or less
memory start4000 start40
end
}

part_load() {
    run $((20 * ROUNDS + 1)) <<end
# Loading a pack, net of the start of a program
row empty 1 - /dev/null limit empty
row events40 1 empty /dev/null limit events pack40
row load40 1 empty /dev/null backcheck batch --rules=pack40
row events400 1 empty /dev/null limit events pack400
row load400 1 empty /dev/null backcheck batch --rules=pack400
row events4000 1 empty /dev/null limit events pack4000
row load4000 1 empty /dev/null backcheck batch --rules=pack4000
ratio load40 events40
ratio load400 events400
ratio load4000 events4000 1.5 or less
end
    run $((20 * ROUNDS + 1)) <<end
# One person, whole
row true 1 - /dev/null true
row floor 1 - one limit floor $pack
row check 1 - answers backcheck check --json --allow-missing
ratio check floor 1.3 or less
ratio check true
end
}

part_growth() {
    head -"$fewer" shipped >shipped.fewer
    run "$ROUNDS" <<end
# $fewer and $N records through the shipped pack
row start 1 - /dev/null backcheck batch
row fewer $fewer start shipped.fewer backcheck batch
row all $N start shipped backcheck batch
ratio all fewer 0.95 to 1.05
memory all fewer within 1 MiB
end
}

no_line() { sed 's/^{"line":[0-9]*,//' | cksum; }

part_split() {
    has parallel || { echo "# parallel is not installed"; return; }
    one=$(backcheck batch <shipped | no_line)
    two=$(parallel --pipe -k -j2 backcheck batch <shipped | no_line)
    [ "$one" = "$two" ] || { echo "split runs differ: $one, $two"; exit 1; }
    split -n l/2 shipped half.
    echo 'backcheck batch <half.aa & backcheck batch <half.ab & wait' >halves
    run "$ROUNDS" <<end
# GNU parallel, $N records through the shipped pack; the output is the same
row one $N - shipped backcheck batch
row two $N - shipped parallel --pipe -k -j2 backcheck batch
row two-4M $N - shipped parallel --pipe --block 4M -k -j2 backcheck batch
row two-part $N - /dev/null parallel --pipepart -a shipped --block -1 -k -j2 backcheck batch
row halves $N - /dev/null sh halves
row copy $N - shipped parallel --pipe -k -j2 limit copy
row copy-part $N - /dev/null parallel --pipepart -a shipped --block -1 -k -j2 limit copy
ratio one two 1.8 or more
ratio one two-4M
ratio one two-part 1.8 or more
ratio one halves
end
}

# Program, its name for gen, records (N over this), most rules it manages, how
# many times faster than it backcheck means to be with 40 rules, command.
peers='luajit lua 2 4000 4 luajit -joff peer.lua
lua5.4 lua 2 4000 4 lua5.4 peer.lua
sqlite3 sqlite 4 4000 - sqlite3 -init peer.sqlite :memory: .exit
clips clips 40 4000 30 clips -f2 peer.clips
swipl prolog 40 4000 30 swipl peer.prolog
jq jq 40 40 - jq -r -f peer.jq'

# Rows for one peer, if it is here and answers as it should.
peer_rows() { # rules, divisor; then a line of peers
    rules=$1 count=$((N / $5 / $2)) most=$6 program=$3 name=$4 goal=
    { [ "$1" != 40 ] || [ "$7" = - ]; } || goal="$7 or more"
    shift 7
    in=synth
    [ "$name" != clips ] || in=facts
    { has "$program" && [ "$rules" -le "$most" ]; } || return 0
    gen peer "$name" "$rules" "$SEED" >"peer.$name"
    head -1000 $in | timeout 120 "$@" 2>/dev/null | rules_of | cmp -s - expected || {
        echo "# $program is left out: it fails, or its answers differ"
        return 0
    }
    head -1 $in >"$in.1"
    head -"$count" $in >"$in.$count"
    echo "row $program.1 1 - $in.1 $*"
    echo "row $program $count $program.1 $in.$count $*"
    echo "ratio $program backcheck $goal"
}

peers_at() { # rules, rounds, divisor
    gen expect "$1" 1000 "$SEED" | rules_of >expected
    head -1000 synth | backcheck batch --rules="pack$1" | rules_of_batch |
        cmp - expected || { echo "backcheck differs from gen"; exit 1; }
    head -"$few" synth >synth.few
    {
        echo "# Peers, $1 rules"
        echo "row start 1 - /dev/null backcheck batch --rules=pack$1"
        echo "row backcheck $few start synth.few backcheck batch --rules=pack$1"
        echo "$peers" | while read -r line; do
            # shellcheck disable=SC2086 # words
            peer_rows "$1" "$3" $line </dev/null
        done
    } >plan
    run "$2" <plan
}

part_peers() {
    peers_at 40 "$ROUNDS" 1
    peers_at 400 3 10
    [ "$N" -lt 1000000 ] || peers_at 4000 1 100
}

# Instructions of a command that reads a file.
instructions() { # file, command
    from=$1
    shift
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$@" <"$from" \
        2>&1 >/dev/null | sed -n 's/.*Collected : //p'
}

# The same for one record, of thousands: the first of them fill what is then
# recalled.
per_record() { # name, file, command
    name=$1 from=$2
    shift 2
    head -1000 "$from" >count.first
    head -5000 "$from" >count.all
    first=$(instructions count.first "$@")
    all=$(instructions count.all "$@")
    echo "$name $(((all - first) / 4000))" >>counts
}

per_run() { # name, file, command
    name=$1
    shift
    echo "$name $(instructions "$@")" >>counts
}

# The counts, and ratios: of one name to another, what is third taken off both.
print_counts() {
    awk '{ printf "%-18s %11d\n", $1, $2 }' counts
    while read -r of to start goal; do
        awk -v of="$of" -v to="$to" -v start="$start" -v goal="$goal" '
            { count[$1] = $2 }
            END {
                ratio = (count[of] - count[start]) / (count[to] - count[start])
                printf "%s / %s: %.3g%s\n", of, to, ratio, goal
            }' counts
    done
}

part_count() {
    has valgrind || { echo "# valgrind is not installed"; return; }
    printf '\n# Instructions a record\n'
    : >counts
    per_record copy shipped limit copy
    per_record cjson shipped limit cjson
    per_record cjson-arena shipped limit cjson-arena
    per_record batch shipped backcheck batch
    for rules in 40 400 4000; do
        per_record "rules$rules" synth backcheck batch --rules="pack$rules"
    done
    print_counts <<end
batch cjson - ; goal: 1.25 or less; aim at 0.5
rules4000 rules40 - ; goal: 4 or less
end
    printf '\n# Instructions a run; ratios of packs net of empty\n'
    : >counts
    per_run empty /dev/null limit empty
    for rules in 40 4000; do
        per_run events$rules /dev/null limit events pack$rules
        per_run load$rules /dev/null backcheck batch --rules=pack$rules
    done
    per_run floor one limit floor "$pack"
    per_run check answers backcheck check --json --allow-missing
    print_counts <<end
load40 events40 empty
load4000 events4000 empty ; goal: 1.5 or less
check floor - ; goal: 1.3 or less
end
}

gen records shipped "$N" "$SEED" >shipped
gen records synth "$N" "$SEED" >synth
gen facts $((N / 20 + 1000)) "$SEED" >facts
for rules in 40 400 4000; do
    gen pack $rules "$SEED" pack$rules
done
head -1 shipped >one
sed 's/.*"answers":\(.*\)}$/\1/' one >answers
for part in $PART; do
    "part_$part"
done
