/* Owns the list of what cases can show of a pack: a point for each way in which
 * a rule, tip or cause can come out, and for each way in which a part of its
 * conditions can decide. */
#include "coverage.h"

#include <string.h>

/* ---- conditions without names ---- */

static bool
is_leaf(const struct cond *cond)
{
    return cond->kind == COND_CHOICE || cond->kind == COND_NUMBER;
}

static size_t
choices_of(const struct cond *leaf)
{
    size_t count = leaf->not_sure ? 1 : 0;
    for (choice_set rest = leaf->choices; rest != 0; rest &= rest - 1) {
        count++;
    }
    return count;
}

/* True, false, unknown; each of several choices, both sides of a limit. */
static size_t
points_of(const struct cond *leaf)
{
    size_t choices = choices_of(leaf);
    size_t limits = (leaf->low.set ? 2U : 0) + (leaf->high.set ? 2U : 0);
    return 3 + (leaf->kind == COND_NUMBER ? limits : choices > 1 ? choices : 0);
}

static size_t
count_points(const struct bc_ruleset *rs, const struct cond *cond)
{
    if (cond == NULL) {
        return 0;
    }
    if (cond->kind == COND_IS) {
        return count_points(rs, rs->conditions[cond->named].when);
    }
    size_t count = is_leaf(cond) ? points_of(cond) : 0;
    for (size_t i = 0; i < cond->count; i++) {
        count += count_points(rs, cond->part[i]);
    }
    return count;
}

static struct point *
add_point(struct cover *cover, enum point_kind kind)
{
    struct point *point = &cover->points[cover->point_count++];
    *point = (struct point){
        .kind = kind, .gap = GAP_NOT_ASKED, .named = -1, .choice = -1
    };
    point->twin = point;
    return point;
}

static struct point *
add_leaf_point(struct cover *cover, enum point_kind kind,
               const struct point *like)
{
    struct point *point = add_point(cover, kind);
    point->role = like->role;
    point->leaf = like->leaf;
    point->from = like->from;
    point->named = like->named;
    return point;
}

static void
add_choices(struct cover *cover, const struct point *like)
{
    const struct cond *leaf = like->leaf;
    for (int c = leaf->not_sure ? -1 : 0; c < CHOICES_MAX; c++) {
        if (c < 0 || (leaf->choices & BIT(c)) != 0) {
            add_leaf_point(cover, POINT_CHOICE, like)->choice = c;
        }
    }
}

static void
add_leaf(struct cover *cover, const struct point *like)
{
    const struct cond *leaf = like->leaf;
    add_leaf_point(cover, POINT_TRUE, like);
    add_leaf_point(cover, POINT_FALSE, like);
    if (cover->tip != NULL && like->role == ROLE_WITHHOLD_IF) {
        add_leaf_point(cover, POINT_UNKNOWN, like);
    }
    if (leaf->kind == COND_CHOICE && choices_of(leaf) > 1) {
        add_choices(cover, like);
    }
    for (int high = 0; high < 2; high++) {
        if (leaf->kind == COND_NUMBER &&
            (high == 1 ? leaf->high.set : leaf->low.set)) {
            add_leaf_point(cover, POINT_LAST, like)->high = high == 1;
            add_leaf_point(cover, POINT_FIRST, like)->high = high == 1;
        }
    }
    cover->leaf_count++;
}

/* A copy of the condition, in which each leaf stands once. NULL: no memory. */
static struct cond *
put_in_names(struct coverage *coverage, struct cover *cover,
             const struct cond *cond, const struct point *at)
{
    if (cond->kind == COND_IS) {
        const struct condition *in = &coverage->rs->conditions[cond->named];
        const struct point inside = { .role = at->role, .named = cond->named };
        return put_in_names(coverage, cover, in->when, &inside);
    }
    struct cond *copy = arena_alloc(&coverage->arena, sizeof(*copy));
    const struct cond **part =
        arena_array(&coverage->arena, cond->count + 1, sizeof(*part));
    if (copy == NULL || part == NULL) {
        return NULL;
    }
    *copy = *cond;
    copy->part = part;
    for (size_t i = 0; i < cond->count; i++) {
        part[i] = put_in_names(coverage, cover, cond->part[i], at);
        if (part[i] == NULL) {
            return NULL;
        }
    }
    if (is_leaf(cond)) {
        add_leaf(cover, &(struct point){ .role = at->role,
                                         .leaf = copy,
                                         .from = cond,
                                         .named = at->named });
    }
    return copy;
}

/* ---- subjects ---- */

static const struct cond *
condition_of(const struct cover *cover, enum role role)
{
    if (cover->rule != NULL) {
        return role == ROLE_WHEN ? cover->rule->when : NULL;
    }
    if (cover->tip != NULL) {
        return role == ROLE_SHOW_IF       ? cover->tip->show_if
               : role == ROLE_WITHHOLD_IF ? cover->tip->withhold_if
                                          : NULL;
    }
    return role == ROLE_MUST   ? cover->cause->must
           : role == ROLE_PLUS ? cover->cause->plus
                               : cover->cause->contrary;
}

static void
set_condition(struct cover *cover, enum role role, const struct cond *cond)
{
    if (cover->rule != NULL) {
        cover->rule->when = cond;
    } else if (cover->tip != NULL) {
        *(role == ROLE_SHOW_IF ? &cover->tip->show_if
                               : &cover->tip->withhold_if) = cond;
    } else {
        *(role == ROLE_MUST   ? &cover->cause->must
          : role == ROLE_PLUS ? &cover->cause->plus
                              : &cover->cause->contrary) = cond;
    }
}

/* What there is to show of the subject as a whole. */
static void
add_whole(struct cover *cover)
{
    if (cover->rule != NULL) {
        for (int kind = POINT_HOLDS; kind <= POINT_UNSURE; kind++) {
            add_point(cover, (enum point_kind)kind);
        }
    } else if (cover->tip != NULL) {
        add_point(cover, POINT_SHOWN);
        if (cover->tip->show_if != NULL) {
            add_point(cover, POINT_NOT_SHOWN);
        }
        if (cover->tip->withhold_if != NULL) {
            add_point(cover, POINT_WITHHELD);
            add_point(cover, POINT_WARNED);
        }
    } else {
        if (!cover->cause->may_fit_only) {
            add_point(cover, POINT_FITS);
        }
        add_point(cover, POINT_MAY_FIT);
        if (cover->cause->contrary != NULL) {
            add_point(cover, POINT_CONTRARY);
        }
    }
}

static bool
init_cover(struct coverage *coverage, struct cover *cover)
{
    size_t room = POINT_TRUE;
    for (int role = 0; role < ROLE_COUNT; role++) {
        room +=
            count_points(coverage->rs, condition_of(cover, (enum role)role));
    }
    cover->points = arena_array(&coverage->arena, room, sizeof(*cover->points));
    if (cover->points == NULL) {
        return false;
    }
    add_whole(cover);
    for (int role = 0; role < ROLE_COUNT; role++) {
        const struct point at = { .role = (enum role)role, .named = -1 };
        const struct cond *cond = condition_of(cover, at.role);
        if (cond == NULL) {
            continue;
        }
        cover->when[role] = put_in_names(coverage, cover, cond, &at);
        if (cover->when[role] == NULL) {
            return false;
        }
        set_condition(cover, at.role, cover->when[role]);
    }
    return true;
}

/* ---- twins ---- */

bool
coverage_is_shared(const struct point *point)
{
    return point->named >= 0 && point->kind >= POINT_CHOICE;
}

static bool
is_twin(const struct point *a, const struct point *b)
{
    return a->named >= 0 && a->kind == b->kind && a->from == b->from &&
           a->choice == b->choice && a->high == b->high;
}

/* Into the ring of one that is found before it, if there is one. */
static void
join_twins(struct coverage *coverage, struct point *point)
{
    for (size_t i = 0; i < coverage->cover_count; i++) {
        struct cover *cover = &coverage->covers[i];
        for (size_t p = 0; p < cover->point_count; p++) {
            struct point *other = &cover->points[p];
            if (other == point) {
                return;
            }
            if (is_twin(point, other)) {
                point->twin = other->twin;
                other->twin = point;
                return;
            }
        }
    }
}

static void
find_twins(struct coverage *coverage)
{
    size_t order = 0;
    for (size_t i = 0; i < coverage->cover_count; i++) {
        for (size_t p = 0; p < coverage->covers[i].point_count; p++) {
            struct point *point = &coverage->covers[i].points[p];
            point->order = order++;
            if (point->named >= 0) {
                join_twins(coverage, point);
            }
        }
    }
}

/* ---- all of them ---- */

static void *
copy_array(struct coverage *coverage, const void *from, size_t count,
           size_t size)
{
    void *copy = arena_array(&coverage->arena, count, size);
    if (copy != NULL && count > 0) {
        memcpy(copy, from, count * size);
    }
    return copy;
}

static bool
name_covers(struct coverage *coverage)
{
    const struct bc_ruleset *rs = coverage->rs;
    struct rule *rules =
        copy_array(coverage, rs->rules, rs->rule_count, sizeof(*rules));
    struct tip *tips =
        copy_array(coverage, rs->tips, rs->tip_count, sizeof(*tips));
    struct cause *causes =
        copy_array(coverage, rs->causes, rs->cause_count, sizeof(*causes));
    size_t count = rs->rule_count + rs->tip_count + rs->cause_count;
    struct cover *covers =
        arena_array(&coverage->arena, count, sizeof(*covers));
    if (rules == NULL || tips == NULL || causes == NULL || covers == NULL) {
        return false;
    }
    coverage->turned.rules = rules;
    coverage->turned.tips = tips;
    coverage->turned.causes = causes;
    coverage->covers = covers;
    coverage->cover_count = count;
    for (size_t i = 0; i < rs->rule_count; i++) {
        *covers++ = (struct cover){ .kind = rules[i].kind == RULE_RED_FLAG
                                                ? SUBJECT_RED_FLAG
                                                : SUBJECT_REFERRAL,
                                    .id = rules[i].id,
                                    .origin = rules[i].origin,
                                    .rule = &rules[i] };
    }
    for (size_t i = 0; i < rs->tip_count; i++) {
        *covers++ = (struct cover){ .kind = SUBJECT_TIP,
                                    .id = tips[i].id,
                                    .origin = tips[i].origin,
                                    .tip = &tips[i] };
    }
    for (size_t i = 0; i < rs->cause_count; i++) {
        *covers++ = (struct cover){ .kind = SUBJECT_CAUSE,
                                    .id = causes[i].id,
                                    .origin = causes[i].origin,
                                    .cause = &causes[i] };
    }
    return true;
}

bool
coverage_list(struct coverage *coverage)
{
    bool good = name_covers(coverage);
    for (size_t i = 0; i < coverage->cover_count && good; i++) {
        good = init_cover(coverage, &coverage->covers[i]);
    }
    if (good) {
        find_twins(coverage);
    }
    return good;
}
