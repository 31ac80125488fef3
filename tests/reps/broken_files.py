"""Exercise files that are wrong or doubtful, each made from a right one by one slip, and the text that is at fault."""

from __future__ import annotations

from pathlib import Path

from fitcount.reps.yaml_file import MAX_BYTES

SAMPLE = Path(__file__).parent / "data" / "sample.yaml"
"""A squat as an exercise file of format 1; the one that ships may be tuned without changing a line here."""
SQUAT = SAMPLE.read_text()

HOLD = """\
format: 1
name: plank
title: Plank
about: Hold the body straight.
hold:
  metric: body_tilt_deg
  min_s: 5
  max_break_s: 3
  position:
    - {code: not_level, metric: body_tilt_deg, enter: 55, leave: 45, say: the body is not level}
    - {code: moving, metric: hip_deg, change_over_s: 1, enter: 5, leave: 15, say: the body moves}
"""

STANDARDS = """\
  parallel: {limit: 100, reason: bottom_not_reached}
  half: {limit: 125, reason: bottom_not_reached}
  any: {}
"""

FORM = "when: high(trunk_lean_deg) > 52"


class Broken:
    """The content of a file, and the text that each of its problems points at, in their order."""

    def __init__(self, content: bytes, *at_fault: str | None) -> None:
        """`at_fault`: the beginning is enough where it is long; None where it is the file as a whole."""
        self.content = content
        self.at_fault = at_fault

    @property
    def file_name(self) -> str:
        """That of its exercise, so that this is no problem."""
        return "plank.yaml" if b"name: plank" in self.content else "squat.yaml"


def changed(old: str, new: str) -> bytes:
    """The squat with one thing changed."""
    assert SQUAT.count(old) >= 1, f"the sample has no {old!r}"
    return SQUAT.replace(old, new, 1).encode()


def changed_hold(old: str, new: str) -> bytes:
    """The plank with one thing changed."""
    assert HOLD.count(old) >= 1, f"the sample has no {old!r}"
    return HOLD.replace(old, new, 1).encode()


def with_case(content: str, case: str) -> bytes:
    """With a case of its own, of which the file is there."""
    name = Broken(content.encode()).file_name
    return f"{content}cases:\n  - {{file: {name}, {case}}}\n".encode()


WRONG: dict[str, Broken] = {
    "a_name_that_means_any": Broken(changed("name: squat", "name: auto"), "auto"),
    "a_name_that_means_nothing": Broken(changed("name: squat", "name: none"), "none"),
    "a_case_of_a_hold": Broken(with_case(SQUAT, "held_s: 12"), "12"),
    "a_case_of_an_unknown_standard": Broken(with_case(SQUAT, "count: 3, standard: haf"), "haf"),
    "a_case_of_reps_to_hold": Broken(with_case(HOLD, "held_s: 0, movements: 3"), "3"),
    "a_case_with_more_reps_than_movements": Broken(with_case(SQUAT, "count: 5, movements: 3"), "5"),
    "a_case_with_more_sides_than_reps": Broken(with_case(SQUAT, "count: 5, left: 3, right: 3"), "3"),
    "a_case_with_an_unknown_reason": Broken(with_case(SQUAT, "count: 3, rejected: [not_deep]"), "not_deep"),
    "a_case_with_too_few_reasons": Broken(
        with_case(SQUAT, "count: 3, movements: 5, rejected: [bottom_not_reached]"), "[bottom_not_reached]"
    ),
    "a_gesture_that_is_part_of_it": Broken(
        SQUAT.replace("metric: knee_deg", "metric: shoulder_deg")
        .replace("usual: {start: 170, peak: 80}", "usual: {start: 20, peak: 150}\nfree_gestures: [both_hands_up]")
        .replace(STANDARDS, "  any: {}\n")
        .replace("default_standard: parallel", "default_standard: any")
        .encode(),
        "both_hands_up",
    ),
    "a_gesture_that_nobody_knows": Broken(SQUAT.encode() + b"free_gestures: [raise_rigth_hand]\n", "raise_rigth_hand"),
    "a_gesture_twice": Broken(SQUAT.encode() + b'free_gestures: [t_pose, "t_pose"]\n', '"t_pose"'),
    "gestures_without_a_list": Broken(SQUAT.encode() + b"free_gestures: t_pose\n", "t_pose"),
    "1_30_as_number": Broken(changed("max_s: 20", "max_s: 1:30"), "1:30"),
    "a_condition_broken_over_two_lines": Broken(
        changed(FORM, "when:\n      high(trunk_lean_deg) > 52\n      and kne_deg < 90"), "kne_deg"
    ),
    "a_condition_in_quotes": Broken(
        changed(FORM, 'when: "high(trunk_lean_deg)  >  4000"'), "high(trunk_lean_deg)  >  4000"
    ),
    "a_condition_in_quotes_with_an_escape": Broken(
        changed(FORM, 'when: "high(trunk\\u005flean_deg) > 4000"'), '"high(trunk\\u005flean_deg) > 4000"'
    ),
    "a_condition_that_ends_early": Broken(changed(FORM, "when: high(trunk_lean_deg) >"), ""),
    "a_condition_with_a_comma_in_braces": Broken(
        changed("need: middle(body_tilt_deg) < 62", "need: max(hip_deg, knee_deg) < 9"), "("
    ),
    "a_directive": Broken(b"%YAML 99.1\n---\na: 1\n", "%"),
    "a_key_that_is_a_number": Broken(changed("title: Squat", "5: Squat"), "f", "5"),
    "a_line_without_a_colon": Broken(changed("title: Squat", "title Squat"), "t"),
    "a_list_not_indented": Broken(changed("    when: high", "  when: high"), "w"),
    "a_look_at_an_unknown_metric": Broken(SQUAT.encode() + b"looks: {takes_s: 3, peak: {kne_deg: 80}}\n", "kne_deg"),
    "a_look_that_nobody_has": Broken(SQUAT.encode() + b"looks: {takes_s: 3, peak: {knee_deg: [200, 10]}}\n", "200"),
    "a_look_with_too_many_numbers": Broken(
        SQUAT.encode() + b"looks: {takes_s: 3, peak: {knee_deg: [80, 10, 5]}}\n", "[80, 10, 5]"
    ),
    "a_number_as_condition": Broken(changed(FORM, "when: 52"), "52"),
    "a_percent_sign_first": Broken(changed("title: Squat", "title: %Squat"), "%"),
    "a_tab": Broken(changed("  min_range", "\tmin_range"), "\t"),
    "a_tag": Broken(
        changed("title: Squat", "title: !!python/object:os.system Squat"), "!!python/object:os.system Squat"
    ),
    "a_tag_on_a_list": Broken(changed("[side, oblique]", "!odd [side, oblique]"), "!odd ["),
    "a_tag_on_a_mapping": Broken(changed("usual: {", "usual: !odd {"), "!odd {"),
    "a_too_long_name": Broken(
        changed("name: standing", "name: standing upright for a while"), "standing upright for a while"
    ),
    "alias_bomb": Broken(b"a: &a [1, 1]\nb: &b [*a, *a]\nc: [*b, *b]\n", "a", "a", "b", "*a", "*a", "c", "*b", "*b"),
    "always_so": Broken(changed(FORM, "when: high(trunk_lean_deg) > -5"), "high(trunk_lean_deg) > -5"),
    "an_empty_condition": Broken(changed(FORM, "when: ''"), "'"),
    "an_escape_to_the_terminal": Broken(
        changed("say: Keep your chest up.", 'say: "Keep \\e[31m up"'), '"Keep \\e[31m up"'
    ),
    "an_open_quote": Broken(changed("title: Squat", 'title: "Squat'), '"'),
    "an_unlikely_time": Broken(SQUAT.encode() + b"looks: {takes_s: 30, peak: {knee_deg: 80}}\n", "30"),
    "codes_twice": Broken(changed("code: hips_stay_up", "code: not_upright"), "not_upright"),
    "codes_twice_in_form": Broken(changed("code: knee_valgus", "code: forward_lean"), "forward_lean"),
    "colon_in_text": Broken(changed("title: Squat", "title: Squat: deep"), ":"),
    "control_character": Broken(changed("title: Squat", 'title: "Squ\x07at"'), "\x07"),
    "counted_by_the_camera": Broken(changed("metric: knee_deg", "metric: camera_yaw_deg"), "camera_yaw_deg"),
    "decimal_comma": Broken(changed("min_s: 0.5", "min_s: 0,5"), "0,5"),
    "degree_sign": Broken(changed("start: 170", "start: 170°"), "170°"),
    "degrees_with_seconds": Broken(changed(FORM, "when: trunk_lean_deg > rep_s"), "trunk_lean_deg > rep_s"),
    "degrees_written_out": Broken(changed("start: 170", "start: 170deg"), "170deg"),
    "driven_by_what_has_no_zero": Broken(changed("metric: knee_deg", "metric: hips_up_m"), "hips_up_m"),
    "duplicate_key": Broken(SQUAT.encode() + b"\nname: squat\n", "name"),
    "duplicate_nested_key": Broken(changed("  min_s: 0.5", "  min_s: 0.5\n  min_s: 0.6"), "min_s"),
    "empty": Broken(b"", None),
    "empty_standards": Broken(changed(STANDARDS, "  {}\n"), "{}"),
    "empty_value": Broken(changed("usual: {start: 170, peak: 80}", "usual:"), "usual"),
    "everywhere": Broken(
        changed("title: Squat", "titel: Squat")
        .replace(b"min_s: 0.5", b"min_s: 500ms")
        .replace(b"high(trunk", b"hihg(trunk"),
        "titel",
        "500ms",
        "hihg",
    ),
    "form_in_former_keys": Broken(
        changed(FORM, "metric: trunk_lean_deg\n    at: peak\n    take: high\n    above: 52"), "metric"
    ),
    "form_of_a_time_with_a_place": Broken(changed(FORM, "when: tempo_ratio at peak > 2"), "tempo_ratio at peak"),
    "form_of_an_unknown_time": Broken(changed(FORM, "when: peak_s > 2"), "peak_s"),
    "form_somewhere_else": Broken(changed(FORM, "when: high(trunk_lean_deg at bottom) > 52"), "bottom"),
    "form_without_condition": Broken(changed(f"    {FORM}\n", ""), "code: forward_lean"),
    "fraction_as_format": Broken(changed("format: 1", "format: 1.0"), "1.0"),
    "hidden_infinity": Broken(changed("start: 170", "start: 1e999"), "1e999"),
    "hold_above_and_below": Broken(
        HOLD.replace(
            "    - {code: moving",
            "    - {code: too_steep, metric: body_tilt_deg, enter: 40, leave: 50, say: too steep}\n    - {code: moving",
        ).encode(),
        "40",
    ),
    "hold_and_phases": Broken(HOLD.encode() + b"phases: {}\n", "phases"),
    "hold_beyond_the_metric": Broken(changed_hold("enter: 55, leave: 45", "enter: 190, leave: 180"), "190"),
    "hold_codes_twice": Broken(changed_hold("code: moving", "code: not_level"), "not_level"),
    "hold_is_misspelt": Broken(changed_hold("hold:", "hodl:"), "hodl"),
    "hold_of_a_negative_change": Broken(changed_hold("enter: 5, leave: 15", "enter: -5, leave: 15"), "-5"),
    "hold_of_no_time": Broken(changed_hold("min_s: 5", "min_s: 0"), "0"),
    "hold_of_what_has_no_zero": Broken(
        changed_hold("metric: hip_deg, change_over_s: 1", "metric: hips_up_m"), "hips_up_m"
    ),
    "hold_with_a_wrong_key": Broken(changed_hold("max_break_s", "max_brake_s"), "max_brake_s"),
    "hold_with_a_wrong_key_in_a_condition": Broken(changed_hold("leave: 45", "leav: 45"), "leav"),
    "hold_with_an_unknown_metric": Broken(changed_hold("metric: hip_deg", "metric: hips_deg"), "hips_deg"),
    "hold_without_a_position": Broken(changed_hold(HOLD[HOLD.index("    - {code: not") :], "    []\n"), "[]"),
    "hold_without_hysteresis": Broken(changed_hold("enter: 55, leave: 45", "enter: 45, leave: 45"), "45"),
    "hold_without_its_metric": Broken(changed_hold("metric: body_tilt_deg", "metric: knee_deg"), "knee_deg"),
    "hold_without_seconds": Broken(changed_hold("  min_s: 5\n", ""), "hold"),
    "infinity": Broken(changed("max_s: 20", "max_s: .inf"), ".inf"),
    "least_above_most": Broken(changed("max_s: 20", "max_s: 0.2"), "0.5"),
    "limit_on_the_wrong_side": Broken(changed("limit: 100", "limit: 178"), "178"),
    "limit_that_nobody_has": Broken(changed("limit: 100", "limit: -20"), "-20"),
    "list_as_key": Broken(b"? [a]\n: 1\n", "?", "["),
    "list_at_top": Broken(b"- format: 1\n", "- format: 1"),
    "mapping_for_a_list": Broken(changed("form:\n", "form:\n  code: x\nother:\n"), "code: x", "other"),
    "merge": Broken(b"<<: {format: 1}\n", "<", "<<"),
    "milliseconds_as_seconds": Broken(changed("max_s: 20", "max_s: 20000"), "20000"),
    "milliseconds_written_out": Broken(changed("min_s: 0.5", "min_s: 500ms"), "500ms"),
    "missing_key": Broken(changed("usual: {start: 170, peak: 80}\n", ""), "f"),
    "missing_nested_key": Broken(changed(", leave: 0.25", ""), "start"),
    "more_than_the_metric_can_be": Broken(changed("start: 170", "start: 190"), "190"),
    "movement_larger_than_the_usual_range": Broken(changed("min_range: 25", "min_range: 95"), "95"),
    "negative_time": Broken(changed("min_s: 0.5", "min_s: -0.5"), "-0.5"),
    "nested_1000_deep": Broken(b"[" * 1000 + b"]" * 1000, "["),
    "nested_20_deep": Broken(b"[" * 20 + b"]" * 20, "["),
    "never_so_large": Broken(changed(FORM, "when: high(trunk_lean_deg) > 400"), "high(trunk_lean_deg) > 400"),
    "no_gap_at_all": Broken(changed("max_gap_s: 1.0", "max_gap_s: 0"), "0"),
    "no_hysteresis_at_the_start": Broken(changed("enter: 0.15, leave: 0.25", "enter: 0.25, leave: 0.25"), "0.25"),
    "no_range": Broken(changed("peak: 80", "peak: 170"), "170"),
    "no_views": Broken(changed("[side, oblique]", "[]"), "[]"),
    "not_utf_8": Broken(SQUAT.encode().replace(b"title: Squat", b"title: Squ\xe4t"), "�"),
    "nothing_to_say": Broken(changed("say: Keep your chest up.", 'say: ""'), '""'),
    "number_as_title": Broken(changed("title: Squat", "title: 5"), "5"),
    "number_in_quotes": Broken(changed("min_range: 25", 'min_range: "25"'), '"25"'),
    "number_with_leading_zero": Broken(changed("max_s: 20", "max_s: 020"), "020"),
    "only_a_comment": Broken(b"# later\n", None),
    "only_a_word": Broken(b"squat\n", "squat"),
    "peak_for_too_long": Broken(changed("{name: bottom, leave: 0.12}", "{name: bottom, leave: 0.12, min_s: 30}"), "30"),
    "peak_left_in_the_start_position": Broken(
        changed("{name: bottom, leave: 0.12}", "{name: bottom, leave: 0.9}"), "0.9"
    ),
    "percent_written_out": Broken(changed("min_share: 0.4", "min_share: 40%"), "40%"),
    "posture_in_former_keys": Broken(
        changed("need: middle(body_tilt_deg) < 62", "metric: body_tilt_deg, take: middle, below: 62"), "metric"
    ),
    "posture_of_other_reps": Broken(
        changed("need: middle(body_tilt_deg) < 62", "need: tempo_ratio < 2"), "tempo_ratio"
    ),
    "postures_that_contradict": Broken(
        changed("low(hip_height_ratio) < 0.9", "high(hip_height_ratio) < 0.5"), "high(hip_height_ratio) < 0.5"
    ),
    "postures_that_contradict_by_their_order": Broken(
        changed("low(hip_height_ratio) < 0.9", "low(hip_height_ratio) > 1").replace(
            b"high(hip_height_ratio) > 0.6", b"middle(hip_height_ratio) < 0.9"
        ),
        "low(hip_height_ratio) > 1",
    ),
    "radians": Broken(changed("start: 170, peak: 80", "start: 2.97, peak: 1.4"), "{start: 2.97, peak: 1.4}"),
    "radians_written_out": Broken(changed("start: 170", "start: 2.97rad"), "2.97rad"),
    "range_within_the_error": Broken(
        changed("start: 170, peak: 80", "start: 170, peak: 165"), "{start: 170, peak: 165}"
    ),
    "seconds_written_out": Broken(changed("min_s: 0.5", "min_s: 0.5s"), "0.5s"),
    "several_slips_of_yaml": Broken(
        changed("title: Squat", "title: Squat: deep").replace(b"  min_share", b"\tmin_share"), ":", "\t"
    ),
    "several_wrong_keys": Broken(changed("title:", "titel:").replace(b"max_s", b"maxs"), "titel", "maxs"),
    "share_in_percent": Broken(changed("min_share: 0.4", "min_share: 40"), "40"),
    "share_of_all": Broken(changed("min_share: 0.4", "min_share: 1"), "1"),
    "sides_of_a_metric_without": Broken(
        changed("metric: knee_deg", "metric: knee_bent_deg\nsides: each"), "knee_bent_deg"
    ),
    "standards_misspelt_default": Broken(changed("default_standard: parallel", "default_standard: paralel"), "paralel"),
    "start_never_left": Broken(changed("leave: 0.25", "leave: 1.1"), "1.1"),
    "structure_and_soundness": Broken(
        changed("code: knee_valgus", "code: forward_lean")
        .replace(b"    views: [front, back]", b"    views: [frnt]")
        .replace(b"enter: 0.15", b"enter: 0.35")
        + b"more: 1\n",
        "0.35",
        "frnt",
        "more",
    ),
    "text_as_list": Broken(changed("[side, oblique]", "side"), "side"),
    "text_as_number": Broken(changed("min_range: 25", "min_range: twenty"), "twenty"),
    "thresholds_in_wrong_order": Broken(changed("enter: 0.15, leave: 0.25", "enter: 0.35, leave: 0.25"), "0.35"),
    "too_large": Broken(b"#" * (MAX_BYTES + 1), None),
    "true_as_format": Broken(changed("format: 1", "format: true"), "true"),
    "true_as_number": Broken(changed("min_range: 25", "min_range: true"), "true"),
    "two_documents": Broken(SQUAT.encode() + b"---\nformat: 1\n", "---"),
    "unclosed_bracket": Broken(changed("peak: 80}", "peak: 80"), "{"),
    "undefined_alias": Broken(changed("title: Squat", "title: *other"), "*other"),
    "unknown_format": Broken(changed("format: 1", "format: 2"), "2"),
    "unknown_function": Broken(changed(FORM, "when: mean(trunk_lean_deg) > 52"), "mean"),
    "unknown_metric": Broken(changed("metric: knee_deg", "metric: knee_angle"), "knee_angle"),
    "unknown_standard": Broken(changed("default_standard: parallel", "default_standard: deep"), "deep"),
    "unknown_view": Broken(changed("[side, oblique]", "[side, left]"), "left"),
    "utf_16": Broken(SQUAT.encode("utf-16"), "�"),
    "very_long_number": Broken(
        changed("max_s: 20", "max_s: " + "9" * 5000), "999999999999999999999999999999999999999999999999999999999999"
    ),
    "view_that_shows_nothing": Broken(changed("[side, oblique]", "[front, back]"), "[front, back]"),
    "words_as_code": Broken(changed("code: forward_lean", "code: Forward lean"), "Forward lean"),
    "words_as_standard": Broken(changed("  half:", "  Half way:"), "Half way"),
    "wrong_key": Broken(changed("title:", "titel:"), "titel"),
    "wrong_key_in_a_list": Broken(changed("    when: high", "    wen: high"), "wen"),
    "wrong_key_in_a_phase": Broken(changed("leave: 0.25", "leav: 0.25"), "leav"),
    "wrong_key_in_a_standard": Broken(changed("limit: 100", "limt: 100"), "limt"),
    "wrong_nested_key": Broken(changed("min_range", "min_rnage"), "min_rnage"),
    "yes_as_number": Broken(changed("min_range: 25", "min_range: yes"), "yes"),
}

DOUBTFUL: dict[str, Broken] = {
    "a_case_without_its_file": Broken(with_case(SQUAT, "count: 3").replace(b"squat.yaml", b"gone.npz"), "gone.npz"),
    "form_that_the_posture_rejects": Broken(
        changed(FORM, "when: middle(body_tilt_deg) > 70"), "middle(body_tilt_deg) > 70"
    ),
    "alternatives_that_no_view_shows": Broken(
        changed(FORM, "when: high(trunk_lean_deg) > 52 or rep_s < 1").replace(b"[side, oblique]", b"[front]"), "[front]"
    ),
    "a_height_in_the_picture": Broken(changed(FORM, "when: high(hips_up_m) > 0.5"), "high(hips_up_m)"),
    "a_posture_not_seen_from_the_front": Broken(
        changed("middle(body_tilt_deg) < 62", "middle(trunk_lean_deg) < 62"), "middle(trunk_lean_deg) < 62"
    ),
    "a_reason_for_nothing": Broken(changed("any: {}", "any: {reason: not_done}"), "not_done"),
    "a_reason_of_fitcounts_own": Broken(changed("code: not_upright", "code: too_small"), "too_small"),
    "a_short_gap": Broken(changed("max_gap_s: 1.0", "max_gap_s: 0.05"), "0.05"),
    "a_very_slow_quickest": Broken(changed("min_s: 0.5\n  max_s: 20", "min_s: 50\n  max_s: 60"), "50"),
    "a_view_that_shows_nothing": Broken(changed("[side, oblique]", "[side, front]"), "[side, front]"),
    "another_name": Broken(changed("name: squat", "name: deep_squat"), "deep_squat"),
    "band_within_trembling": Broken(changed("leave: 0.25", "leave: 0.17"), "0.17"),
    "counted_by_a_difference": Broken(
        changed(
            "metric: knee_deg\nusual: {start: 170, peak: 80}",
            "metric: knee_asymmetry_deg\nusual: {start: 10, peak: 80}",
        )
        .replace(b"limit: 100", b"limit: 60")
        .replace(b"limit: 125", b"limit: 50"),
        "knee_asymmetry_deg",
    ),
    "counted_by_what_the_front_hides": Broken(
        changed(
            "metric: knee_deg\nusual: {start: 170, peak: 80}", "metric: trunk_lean_deg\nusual: {start: 10, peak: 80}"
        )
        .replace(b"limit: 100", b"limit: 60")
        .replace(b"limit: 125", b"limit: 50"),
        "trunk_lean_deg",
    ),
    "hold_not_seen_from_the_front": Broken(HOLD.replace("body_tilt_deg", "trunk_lean_deg").encode(), "trunk_lean_deg"),
    "hold_that_a_shake_ends": Broken(changed_hold("max_break_s: 3", "max_break_s: 0.1"), "0.1"),
    "hold_with_a_narrow_band": Broken(changed_hold("enter: 55, leave: 45", "enter: 55, leave: 54"), "54"),
    "limit_beyond_the_usual_peak": Broken(changed("limit: 100", "limit: 70"), "70"),
    "limit_that_all_meet": Broken(changed("limit: 125", "limit: 160"), "160"),
    "looks_of_nothing": Broken(SQUAT.encode() + b"looks: {takes_s: 3}\n", "{takes_s: 3}"),
    "looks_of_the_camera": Broken(SQUAT.encode() + b"looks: {takes_s: 3, peak: {camera_yaw_deg: 90}}\n", "90"),
    "looks_turned_round": Broken(
        SQUAT.encode() + b"looks: {takes_s: 3, start: {knee_deg: 80}, peak: {knee_deg: 170}}\n", "170"
    ),
    "milliseconds_in_both": Broken(changed("min_s: 0.5\n  max_s: 20", "min_s: 500\n  max_s: 600"), "500"),
    "peak_left_by_trembling": Broken(changed("{name: bottom, leave: 0.12}", "{name: bottom, leave: 0.01}"), "0.01"),
    "radians_in_a_condition": Broken(changed(FORM, "when: high(trunk_lean_deg) > 0.9"), "high(trunk_lean_deg) > 0.9"),
    "range_within_the_error": Broken(changed("min_range: 25", "min_range: 5"), "5"),
    "start_hardly_entered": Broken(changed("enter: 0.15", "enter: 0.01"), "0.01"),
    "two_standards_alike": Broken(changed("limit: 125", "limit: 100"), "{limit: 100, reason: bottom_not_reached}"),
}
