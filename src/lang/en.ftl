# Words
basis-planned = planned investment
basis-budget = initial budget
basis-adjusted = adjusted budget
basis-in-force = budget
budgets-in-force = The adjusted budget where one is stated, otherwise the initial one.
basis-received = funds received
basis-spent = expenditure
funds-all = project funds
funds-sources = sources
funds-items = items
rater-self = self-evaluation
rater-department = department evaluation
rater-finance = finance evaluation
rater-third-party = third-party evaluation
severity-error = error
severity-warning = warning
severity-notice = notice
unscored = not scored
total-only = item scores not listed
grade-only = only a grade is listed
partly-listed = some item scores not listed
no-total = total not listed
not-applicable = not applicable
no-grade = not graded
other-grades = other grades
kind-agency = agency
kind-region = region code
kind-rubric = rubric
kind-project = project
kind-rule = rule
kind-theme = theme
label-term = one of the amounts added
label-total = the printed total
label-score-table = in the score table
label-adjustment = bonus or deduction
label-result = the result
label-says-contrary = this says the opposite
label-says-too = this says so too
label-target = the target listed
label-nothing-wrong = this says 无 too
label-lost-points = points lost here
label-unanswered = nor is it of this one
label-goal-score = the score of this goal
label-goal = the goals set
label-numerator = numerator of the rate
label-denominator = denominator of the rate
label-full-marks = full marks here too
label-nothing-scored = here too 0 points
label-told-done = what the report says was done
label-ends-early = this ends early too
label-band-gap = here too
label-same-paragraph = the same paragraph again
label-same-wrong = here too
label-approved = approved
label-other-word = the other vocabulary
label-period-end = the end of the period
label-stated-first = already stated here
label-project-leader = the leader of the project
label-same-score = the same score
label-rater-score = a rater's score
label-rubric = what the rubric says
label-amount = the amount among the funds
label-spoken-of = the figure it speaks of
label-told-here = see also
label-step-before = the step before
label-actual = the actual that is reported
label-inequality = an inequality here too
label-over-achieved = far beyond here too
label-first-taken = the address is already taken here
label-named-here = the name comes from here
label-of-nothing = here too 0 is divided by 0
label-spent-more = here too more was spent
label-no-fault = here too only what was done

# Help for the clerk
did-you-mean = did you mean { $word }?
as-in-other-rows = all other rows have { $relation }
computation = recomputed: { $computation }
stated-elsewhere = the same figure elsewhere: { $computation }
read-without-mark = this figure has no mark and was read by its words; if it speaks of something else, say so with a mark
other-unit = perhaps the wrong unit: { $amount } would be equal or close
own-rows = the rows of this table add up to yet another number: { $computation }
follows-from-it = If the score or weight is the one misprinted, it is also why: { $places }
others-would-agree = If { $value } stood here, these would agree too: { $places }
amounts-would-agree = If the unit were { $unit }, these would agree too: { $places }
same-difference = Off by the same { $difference }: { $places }
repeated = Printed again at: { $places }
same-figures = Made up from the same figures, and different too: { $places }; one of those figures may be wrong, or each of these for itself
outlier-score = "{ $place }" prints { $printed } points for { $of }; by what other places print it should be { $recomputed }
outlier-weight = "{ $place }" prints a weight of { $printed } for { $of }; by what other places print it should be { $recomputed }
outlier-amount = "{ $place }" prints { $of } as { $printed }; by what other places print it should be { $recomputed }
outlier-unit = The unit of the funds says { $printed }; by what the prose prints it should be { $recomputed }
may-be-rounding = the difference is within what rounding can cause
other-denominator = with { $to } as the denominator it holds: { $computation }
acknowledge-purpose-stops = to publish it as printed, add at the end of project.toml:
acknowledge-purpose-shows = to publish a note beside it, add at the end of project.toml:
acknowledge =
    { $purpose }
    {"["}[acknowledged]]
    rule = "{ $rule }"
    at = "{ $at }"
    note = "..."
acknowledge-printed =
    { $purpose }
    {"["}[acknowledged]]
    rule = "{ $rule }"
    at = "{ $at }"
    printed = "{ $printed }"
    note = "..."
acknowledged-note = acknowledged: { $note }

# Types
type-text = a text in quotes
type-texts = a list of texts
type-text-or-texts = a text or a list of texts
type-text-lists = a list of lists of texts
type-figure = a decimal number such as 1234.5 (at most 17 digits before and 10 after the point), or one in quotes as printed
type-integer = a whole number
type-flag = true or false
type-date = a date such as 2020-04-14
type-day-and-time = a date such as 2020-04-14, or a date and time such as 2020-04-14 09:30:00
type-table = a table such as {"{"} key = value {"}"}
type-tables = a list of tables
write-so = write { $written }
write-without-unit = the unit does not stand behind the number: write { $written }, and the unit at unit ({ $unit })
write-without-sign = the sign does not stand behind the number: write { $written }; of a target the unit is unit = "%", of a weight full marks are 100, and label may have what is printed
one-table = there can be one only: head it { $written }, in single brackets and once in the file
found-text = a text
found-number = a number
found-flag = true or false
found-date = a date
found-list = a list
found-table = a table
expected-some-text = it must not be empty; a key that may be left out is left out where there is nothing to say
expected-absolute-url = a whole address: http:// or https://, then the host, without spaces, quotes or characters that are not seen
expected-site-id-code = a site code is 10 digits, bm and 8 digits, or N and 9 digits
expected-domain = write the domain alone, without http:// and path, as in www.example.gov.cn
expected-ending-that-does-not-run = files of this kind run in a browser, on a server or on a reader's machine, and cannot be published
expected-known-ending = only these can be added: ofd, doc, xls, ppt, wps, et, dps, rtf, rar, 7z, tif, tiff, bmp, mp3, mp4, dwg; of other files gongshi cannot tell whether they are what they say
expected-path-below-output = a path below the output folder, as in CNAME or uploads/
expected-citation = a form of citation, with nothing in braces but agency, title, year, site and address
expected-absolute-path = it must start with / and be the path of the site on its host, as in /column/evaluations/
slip-control = there is a control character here, { $written }: delete it; where it cannot be seen, delete the characters beside it and type them again
slip-thousands = a number has no thousands separators: write { $written }, or in quotes as printed: { $printed }
slip-unquoted = a text needs straight quotes: write { $written }
slip-percent = a percentage needs straight quotes: write { $written }
slip-unit = no unit or text may follow a number: write the number alone, as in { $written }, or the text in quotes, as in { $printed }
slip-leading-zeros = a number has no zeros in front: write { $written }, or a code in quotes, as in { $printed }
slip-point = there must be digits on both sides of the decimal point: write { $written }
slip-full-width-digits = the digits are full-width: write { $written }, or in quotes as printed: { $printed }
slip-flag = yes and no are written true and false, in small letters and without quotes: write { $written }, or a text in quotes, as in { $printed }
slip-date = a date has two digits for month and day, with "-" between: write { $written }, or a text in quotes, as in { $printed }
slip-impossible-date = there is no such day: check the date and write it as in 2020-04-14; one that is printed so cannot be given as a date: { $written }
slip-full-width-quotes = a text needs straight quotes, not curly or full-width ones: write { $written }
slip-equals = one plain "=" stands between a key and its value: write { $written }
slip-comma = entries are separated by a plain comma: write { $written }
slip-full-width-sign = this sign must be the plain "{ $written }"
slip-space = there is a full-width or non-breaking space here; use a plain one: write { $written }
slip-key-twice = "{ $written }" is written twice: keep one and delete the other
slip-table-twice = "{ $written }" is written twice: put what is below both under one
slip-no-equals = this line has no "=": write "key = value"; a remark begins with "#": # { $written }
slip-no-value = nothing follows the "=": write a value after "{ $written } =", or delete the key
slip-key-unquoted = a key with Chinese characters or signs needs straight quotes: write { $written }
slip-quote-unclosed = a quote is not closed: write { $written }
slip-long-text-unclosed = a text that begins with three quotes has no end: add { $written } after its last word
slip-escape = a backslash has a meaning of its own in double quotes: use single quotes and write { $written }
slip-inner-quotes = the same quotes cannot stand within quotes: write { $written }
slip-after-text = something follows the closing quote: write { $written }, or move it into the quotes
slip-no-comma = a comma is missing between two entries: write { $written }
slip-no-comma-before = a comma is missing between two entries here: put it after the first of them, or between them: { $written }
slip-extra-comma = there is one comma too many: delete it: { $written }
slip-bracket = a bracket is not closed, or one is too many: look upwards from here: { $written }
expected-not-negative = it cannot be negative
expected-no-weight = an indicator without weight cannot have one
expected-rows-to-cover = there are not so many groups after it to cover
expected-dates-in-order = the end is before the beginning
expected-department = a printed name needs the key of the department too
expected-no-table-of-its-own = no indicators where table_of is written
expected-evaluation-with-table = an evaluation by this rater that has indicators
expected-evaluation-of-column = an [[evaluations]] by this rater with table_of, since the table has its scores
expected-score-or-scores = score, or scores where several raters have a column each, not both
expected-departments-printed = as many names as departments, in the same order
expected-departments-once = each department once
expected-level = it must be error, warning, notice or off
expected-region-code = it must be six digits
expected-one-upper-end = give one upper end: to (included) or below (excluded)
expected-whole-or-more = it must not be below 100%
expected-fund-row = write the name of another row of this table ("name#2" for the second of one name) that is no part of this row
expected-percentage = write a percentage such as "89.74%"
expected-figure = a figure has to stand here, and marks such as "/", "—" or "无" are none; where the report prints no figure, leave the entry out
expected-cell = copy the figure in quotes as printed ("215,457.6"), without its unit or a sign of per cent; for a cell without a figure only "/", "—", "无", "完成", "已完成", "未完成", "不适用" and "不涉及" are known
expected-amount = copy the figure in quotes as printed ("215,457.6"), without its unit; one that is only near is written "约500" or "500左右"; for a cell without a figure only "/", "—", "无", "完成", "已完成", "未完成", "不适用" and "不涉及" are known
expected-grouped-digits = separators stand before every third digit, as in "215,457.6"; where they do not, nobody can tell which number is meant
expected-quantity = between the braces say what the figure speaks of: funds.spent, score:项目管理, grade, a name, or several joined by + - × ÷ (no brackets; a rate of growth is 今年÷去年-1)
quantity-score = score
quantity-total-score = total score
quantity-weight = weight
quantity-grade = grade

# What holds
holds-weights = weight of { $of }: { $computation }
holds-weights-of-table = weight of { $of } in "{ $place }": { $computation }
holds-same-weights = { $count ->
        [one] { $count } weight in "{ $place }" agrees with the score table
        *[other] { $count } weights in "{ $place }" agree with the score table
    }
holds-scores = score of { $of } in "{ $place }": { $computation }
holds-scores-rounded = score of { $of } in "{ $place }": { $computation }, rounded half up to { $printed }
holds-scores-cut-off = score of { $of } in "{ $place }": { $computation }, above full marks, which are the total: { $printed }
holds-full-marks = full marks of { $printed } in "{ $place }" are those of this evaluation
holds-same-scores = { $count ->
        [one] { $count } score in "{ $place }" agrees with the score table
        *[other] { $count } scores in "{ $place }" agree with the score table
    }
holds-basis-scores = { $count ->
        [one] { $count } score named in the basis agrees with the score column
        *[other] { $count } scores named in the basis agree with the score column
    }
holds-same-total = the total { $printed } in "{ $place }" is that of the result
holds-table = the rows of "{ $place }" add up to its total: { $computation }
holds-grade = { $of } in "{ $place }": { $score } points, grade "{ $grade }", as the bands say
holds-rubric-weights = { $count ->
        [one] { $count } weight is the one fixed by "{ $rubric }"
        *[other] { $count } weights are those fixed by "{ $rubric }"
    }
holds-rater = the total is what the evaluator gave: { $computation }
holds-raters = the total is the mean of what the evaluators gave: { $computation }
holds-raters-trimmed = the total is the mean of what the evaluators gave, without the highest and the lowest: { $computation }
holds-goals = the scores of the goals add up to the total: { $computation }
holds-counted-total = full marks with all bonus and deductions come to the total: { $computation }
holds-scaled-total = some items do not apply, and one way to scale up the others gives the total: { $computation }
holds-funds-of-parts = { $basis } of "{ $of }" is the sum of its parts: { $computation } ({ $unit })
holds-funds = { $kind } add up to the total, { $basis }: { $computation } ({ $unit })
holds-rate = { $place }{ $row }: { $of } of { $to }, printed { $printed }: { $computation }
holds-restated = { $places }: { $what } { $printed } agrees with the { $computation } of the tables
holds-recomputed = { $places }: { $what } { $printed }, as recomputed: { $computation }
holds-told-twice = { $places }: { $what } { $printed }, told alike
holds-claim = { $places }: { $what }, printed { $printed }: { $computation }
holds-change = { $place }: “{ $change }” agrees in itself
holds-gap = { $place }: target { $target }, reached { $actual }, agrees with “{ $gap }”
holds-equation = { $place }: “{ $equation }” holds
holds-column = { $place }, the table's column “{ $column }”: { $computation }
holds-shares = { $place }: { $n } shares hold, of { $whole }
holds-rows = { $place }, the table's column “{ $column }”: in { $n } rows { $relation }

# Rules
syntax-error = the file is not well formed, and it is not clear how: look whether quotes, brackets and commas here and on the line before are plain ones and closed
    .title = file is not valid TOML
    .what = Something in the file breaks the TOML format: an unclosed quote or bracket, or a key written twice.
    .why = What follows a broken place may be read wrongly.
    .fix = Look where the caret points; close the quote or bracket, add the comma, remove the second key.
not-utf8 = the file is not encoded as UTF-8
    .title = wrong encoding
    .what = The file is not UTF-8; most likely an old editor saved it as GBK.
    .why = In another encoding, Chinese text turns into nonsense.
    .fix = Save the file again as UTF-8; pictures, sheets and other attachments go into the project's files/ folder.
link-not-followed = this is a link to { $target }, outside the folders that links may lead to, so it was not read
    .title = link not followed
    .what = A symbolic link leads out of content/ and themes/ (those of the site, and of a site in whose folder it lies), to nothing, or in a circle. It is not followed and what it leads to is not read.
    .why = Whatever a link leads to would be published, also what was never meant to be.
    .fix = Put the file itself in the place of the link. If the folder is really meant, whoever runs the site allows it: allow_links in content/site.toml, or --allow-links on the command line.
link-leads-nowhere = this is a link to { $target }, and there is nothing there that can be read
link-in-circle = this is a link to { $target }, in which it lies itself
not-a-file = this is neither a file nor a folder, so it was not read
    .title = neither file nor folder
    .what = A pipe, a socket or a device lies in content/ or themes/.
    .why = Reading it might never end, or give something else each time.
    .fix = Remove it, or put a file in its place.
unknown-key = there is no key "{ $key }" here
    .title = unknown key
    .what = A key that the format does not have, or that stands in another table than its own.
    .why = If a misspelt key were ignored, its data would be lost without a word.
    .fix = Correct the spelling by content/README.md, move the key to the table that it belongs to, or remove it.
unknown-key-in = there is no key "{ $key }" in { $here }
misplaced-key = "{ $key }" now stands in { $here }, and is a key of { $home }: move it below { $home }, before the next head in brackets
misplaced-key-from-top = "{ $key }" now stands in { $here }, and is a key of the file itself: move it to the top, before the first head in brackets
misplaced-key-at-top = "{ $key }" now stands at the top, and is a key of { $home }: move it below { $home }, before the next head in brackets
missing-key = "{ $key }" is missing
    .title = missing key
    .what = Something that must be given is not.
    .why = Without it the entry cannot be published.
    .fix = Add the key.
wrong-type = "{ $key }" must be { $expected }, and is { $found }
    .title = wrong type
    .what = A value of the wrong type, such as a date in quotes.
    .why = Numbers are recomputed and texts are shown as they are; one cannot stand for the other.
    .fix = Numbers and dates without quotes, texts with quotes, dates as 2020-04-14.
invalid-value = the value of "{ $key }" cannot be right: { $expected }
    .title = invalid value
    .what = A value of the right type that cannot be meant.
    .why = It can be neither recomputed nor shown.
    .fix = Correct it as the message says.
invalid-word = "{ $key }" cannot be "{ $word }"; it is one of: { $words }
invalid-integer = "{ $key }" must be between { $least } and { $most }
missing-file = the file { $path } is missing
    .title = missing file
    .what = Of two files that belong together only one is there, such as report.md without project.toml.
    .why = Without project.toml nobody knows which project it is.
    .fix = Add the file, or remove the folder.
template-error = the template cannot be used: { $detail }
    .title = broken template
    .what = A template of the site's own theme cannot be used.
    .why = Pages cannot be made from a broken template.
    .fix = Correct the template below themes/ as the message says.
limit-exceeded = beyond a limit
    .title = beyond a limit
    .what = A file, a table or its marks are too large, or a rule has too much to say of one file; what is beyond the limit is not read, or not listed one by one.
    .why = One file should not hold up everybody's checks and preview. The limits are many times what reports have; what goes beyond them was mostly pasted by mistake.
    .fix = Look whether something was pasted by mistake; else divide it among several projects or files.
too-many-rows = “{ $key }” has { $count } entries, of which at most { $most } are read; the others were not
too-many-marks = this file has { $count } marks, of which at most { $most } are compared; the others were not
more-findings = the rule { $rule } has { $count } more findings in this file, which are not listed
too-many-linked = more than { $most } files and folders are reached through links; this one and those after it were not read
too-large = this file has { $bytes } bytes; at most { $most } are read of a text, so it was not read
personal-in-output = { $path } as made holds personal data, { $masked }, that no source holds
    .title = personal data in a file made
    .what = Each text made for publication is looked through once more: it holds a mobile, identity or card number, a private mailbox or a home address.
    .why = Such data is masked when sources are read; where a file made holds some, most likely a template of the theme puts it together.
    .fix = Change the theme's template so that it does not print it.
invalid-address = "{ $name }" cannot be an address
    .title = name cannot be an address
    .what = A folder, file name or key becomes an address: lower-case letters, digits and hyphens only, not what Windows keeps for devices (con, nul, com1 …), and at most 255 characters; a project's folder is year/slug.
    .why = Addresses must be stable, readable and work on every server.
    .fix = Use lower-case letters, digits and hyphens, as in haikou-zwfwzx-zhsw.
duplicate-address = two would be published at { $address }: { $first } and { $second }
    .title = duplicate address
    .what = Two files or keys have one address (case does not count).
    .why = An address holds one thing; the second would replace the first.
    .fix = Rename one; leave the one that is already published.
year-mismatch = year is { $printed }, the folder is { $folder }
    .title = year and folder differ
    .what = The year in project.toml is not that of its folder.
    .why = The folder is the address; readers would see two years.
    .fix = Correct the year, or move the folder.
dates-out-of-order = the { $later } { $printed } is before the { $earlier } { $before }
    .title = dates out of order
    .what = An evaluation dated before the printed end of what it evaluates or, where no end within the year is printed, before the year; or a period outside the project's year (warnings); or issued before it was evaluated, published before it was issued, revised before it was published.
    .why = Results come before their evaluation, the evaluation before the report, the report before its publication. Where the order is broken, at least one date is wrong.
    .fix = Compare the dates with the report; if it really says so, acknowledge it.
period-of-another-year = the period evaluated, { $from } to { $to }, has no day of { $year }
evaluated-before-the-end = the date of evaluation { $printed } is before the end of what it evaluates, { $end }
evaluated-before-the-year = the date of evaluation { $printed } is before the project's year, { $year }
date-evaluated = date of evaluation
date-issued = date of issue
date-published = date of publication
date-revised = date of revision
disclosure-late = approved on { $approved }, published on { $published }: { $days } days, more than { $limit }
    .title = published late
    .what = Published more than twenty days after it was approved. Told to staff by check only; neither the site nor its data files show it.
    .why = Budget Law, article 14: what is approved is to be published within twenty days.
    .fix = Compare the dates with the documents; if it really was late, publish in time next year.
unknown-reference = there is no { $kind } "{ $name }"
    .title = unknown reference
    .what = A key that is not in the registry, the rubrics, the rules or the themes, or an original that is not in files/.
    .why = With one wrong letter it is another one, or none; and readers find nothing behind an original that is not there.
    .fix = Correct the spelling; register it first if it is new; put a missing original into files/.
original-missing = the project's folder has no original { $name }
put-original-into-files = put the file into the project's files/ folder, under exactly this name and ending
unknown-alias = the registry does not know "{ $agency }" ({ $id }) under the name "{ $name }"
name-of-another-year = printed is "{ $printed }"; the registry knows that name for { $years }, this report is of { $year }
    .title = name of another year
    .what = The printed name is a former one, and the year of the report is not among those in which the registry knows it to have been used.
    .why = With a name out of use, or a wrong year, readers take the agency for another one.
    .fix = Compare name and year with the report; if the name was in use, correct its years in agencies.toml; if the report really says so, acknowledge it.
name-varies = the narrative writes "{ $printed }", one slip from "{ $name }": a character twice, one missing, or two the wrong way round
    .title = name varies
    .what = The narrative writes the name of the project, its agency or department with a character twice or two neighbours the wrong way round; that of an agency also where the name of its place lacks one. Not short forms that leave out words such as 市, 县, 和 or 的, nor other registered names.
    .why = A name should be one in a report; readers who search for it do not find the place that is misspelt.
    .fix = Compare with the report; if it really says so, leave it.
band-order = the grade "{ $grade }" overlaps the one before it, or grades are not listed best first
    .title = faulty bands
    .what = Bands of a rubric are upside down, overlap, are not listed best first, or share a word.
    .why = Grades cannot be checked by faulty bands.
    .fix = Correct from, to and below by the rubric's text, and list the best grade first.
band-upside-down = the lower end of "{ $grade }" is above its upper end
band-word-twice = "{ $grade }" shares a word with a grade before it
band-gap = the bands of "{ $rubric }" do not say which grade these scores earn (between the two figures): { $gaps }
    .title = bands leave a gap
    .what = There are gaps between the bands of a rubric: with 90–100 and 80–89, a score of 89.5 earns no grade.
    .why = Scores can have decimals; for one that falls into a gap no grade has a ground.
    .fix = Compare with the text of the rubric; if it really says so, leave it.
rubric-weight-sum = the weights of the parts of "{ $rubric }" add up to { $sum }, full marks are { $whole }
    .title = weights of the rubric do not add up
    .what = The weights that a rubric fixes for its outermost groups do not add up to full marks, or those below a group to more than its own.
    .why = By such a rubric full marks are not full marks.
    .fix = Correct weight or maximum by the text of the rubric; do not fix weights that differ between reports.
rubric-parts-above-group = "{ $of }" has a weight of { $whole }, the weights below it add up to { $sum }
weight-sum = the weight of { $of } is printed as { $printed }, the weights below it add up to { $recomputed }
    .title = weights do not add up
    .what = The weights below a group do not add up to its own, or all weights not to full marks (those of the rubric, where the report prints none). Of a score table said to be only partly published (indicators_partial), only sums above the whole count.
    .why = Without weights that add up, scores have no common scale.
    .fix = Compare with the report; if only a part of the score table is published, write indicators_partial = true; if the report really says so, acknowledge it.
weights-not-whole = all weights of the score table add up to { $recomputed }; full marks of the rubric “{ $rubric }” are { $whole }
weight-mismatch = "{ $place }" prints the weight of { $of } as { $printed }, the score table as { $recomputed }
    .title = weight told two ways
    .what = Another place of the report prints a weight that is not the score table's.
    .why = An indicator has one weight.
    .fix = Compare with the report; if it really says so, acknowledge it.
full-marks-mismatch = "{ $place }" prints full marks of { $printed }; those of this evaluation are { $recomputed }
label-weight-mismatch = "{ $label }" says { $printed } points, its weight is printed as { $weight }
goals-mismatch = the total is printed as { $printed }, the scores of the goals add up to { $recomputed }
subtotal-mismatch = "{ $place }" prints the score of { $of } as { $printed }, its items add up to { $recomputed }
    .title = scores do not add up
    .what = A printed subtotal or total is not the sum of the items in the score table. It agrees where the report says that it was rounded to just this; parts that are each rated by full marks of their own, with a mean of theirs as the total, are not added up. Where some are not published, the sum still has bounds: at least what is published, at most that and the weights of what is not. A printed figure outside them is reported too.
    .why = Sums decide grades; a wrong sum may be a wrong grade.
    .fix = Compare with the report; if only a part of the score table is published, write indicators_partial = true; if the report really says so, acknowledge it.
sum-or-rows = "{ $place }" prints { $of } as { $printed }, and the items that the table lists add up to { $recomputed }: either the sum is wrong, or the table does not list all; then write indicators_partial = true
sum-below-least = "{ $place }" prints the score of { $of } as { $printed }, the published scores alone add up to { $limit }
sum-above-most = "{ $place }" prints the score of { $of } as { $printed }, by the score table it can be { $limit } at most
least-computation = published scores: { $computation }
most-computation = with the most that unpublished scores can be ({ $items }): { $computation }
rows-left-out = rows that are not listed
total-told-twice = "{ $place }" prints the total { $printed }, the result is { $recomputed }
total-without-items = the total is printed as { $printed } points, and no scores of items are set out here: this site cannot recompute it
    .title = total without items
    .what = The report prints a total, but the score table has no scores of items or of groups, nor those that each evaluator gave. Any of these is enough not to be listed.
    .why = A total is made of its items; without them there is no seeing where it comes from, and it cannot be recomputed. That does not mean that it is wrong.
    .fix = Look whether they were left out when copying; those that the narrative tells can be put into the score table (indicators); if the report publishes none, leave it.
total-not-recomputed = the total is printed as { $printed }; items do not apply and the others are scaled up, but how cannot be told, so that it was not checked
    .title = scaled total was not checked
    .what = The score table says that items do not apply and the others are scaled up. Neither the printed scores of the outermost groups, nor scaling up the whole table, nor each outermost group, nor the group that such an item stands in gives the printed total; or a weight or score that this takes is missing.
    .why = There is more than one way to scale; where the report does not say which it used, readers cannot work the total out. That does not mean that it is wrong.
    .fix = Compare scores, weights and total with the report; if it scales in another way, leave it.
table-total-mismatch = "{ $place }" prints the total { $printed }, its own rows add up to { $recomputed }
    .title = table does not add up
    .what = The total of a table is not the sum of its own rows.
    .why = In a table that does not add up, at least one row is wrong.
    .fix = Compare with the report; if it really says so, acknowledge it.
stated-twice = "{ $place }" states the score of { $of } twice
    .title = stated twice
    .what = One table (printed) has two rows with a score for the same indicator under the same name.
    .why = Most likely a row was copied twice, or the second is meant for another indicator.
    .fix = Remove the row; if it is another indicator, correct of (#2 for the second of a name); if the report calls it otherwise there, give its label.
item-score-mismatch = "{ $place }" prints the score of { $of } as { $printed }, the score table as { $recomputed }
    .title = item score told two ways
    .what = Another place of the report prints another score for the same indicator.
    .why = Totals can agree while two items are wrong in opposite directions.
    .fix = Compare with the report; if it really says so, acknowledge it.
basis-score-mismatch = the basis of "{ $of }" says { $printed } points, the score column { $recomputed }
    .title = basis and score differ
    .what = The text of the basis names a score that is not the one in the score column.
    .why = Of two scores in one row, one is wrong.
    .fix = Compare with the report; if it really says so, acknowledge it.
basis-loss-mismatch = "{ $of }", { $column }: "{ $said }"; of { $weight } points that leaves { $recomputed }, printed are { $printed }
    .title = points said to be taken off are not in the score
    .what = The basis says how many points were taken off, or that none or all were given, or a reason says how many were taken off (added up where it says so several times, unless it says how many they are in all), and the score is another. Not where it quotes a standard or a condition.
    .why = Where the words take points off and the score does not, or not as many, readers cannot know which holds.
    .fix = Compare the words, weight and score with the report; if more was taken off, write it into reason; if it really says so, acknowledge it.
points-miscounted = "{ $of }", { $column }: { $count } { $unit } at { $price } points for each come to { $recomputed } points off, printed are { $printed }
    .title = points for each do not add up
    .what = A basis, reason or deviation tells how many, how many points each costs and how many all cost, as in 缺13天，每天扣0.1分，扣1.3分, and the product is another. Not with limits, thresholds or points for several at once, nor where the product is above the weight.
    .why = All three numbers are printed, and one of them is wrong.
    .fix = Compare with the report; if it is worked out otherwise, or really says so, acknowledge it.
score-over-weight = "{ $place }" prints the score of { $of } as { $printed }, above its weight { $weight }
    .title = score above weight
    .what = A score above its weight or below zero, or a total above full marks.
    .why = Nothing can earn more than full marks.
    .fix = Look for a slipped row; if there is a bonus, write it as an adjustment.
adjustment-over-maximum = "{ $of }" prints { $printed } points, the rubric allows at most { $maximum }
score-below-zero = "{ $place }" prints the score of { $of } as { $printed }, below zero (weight { $weight })
grade-mismatch = "{ $place }" prints { $score } points and the grade "{ $printed }" for { $of }; the bands say "{ $recomputed }"
    .title = grade does not fit the score
    .what = A printed grade is not the one that the score printed beside it earns. A remark where the report says that something else than the score set the grade, such as a veto. Only a warning: where the score printed is not the sum of its items, and that sum earns another grade; or where no total is printed and all items are, and their sum earns another grade.
    .why = The grade is the conclusion that readers see first.
    .fix = Compare with the report and the rubric; if it really says so, acknowledge it.
grade-set-otherwise = "{ $place }" prints { $score } points and the grade "{ $printed }" for { $of }; by the score it is "{ $recomputed }"; the report says: { $told }
grade-in-gap = "{ $place }" prints { $score } points and the grade "{ $printed }" for { $of }; the bands do not say which grade that score earns
grade-of-items = no total is set out, and the grade is "{ $printed }"; the items come to { $score } points, and the bands say "{ $recomputed }"
grade-of-right-sum = "{ $place }" prints { $score } points and the grade "{ $printed }" for { $of }; the items come to { $sum } points, for which the bands say "{ $recomputed }"
grade-told-twice = "{ $place }" prints the grade "{ $printed }", the result is "{ $recomputed }"
grade-unknown = "{ $place }" prints { $score } points and the grade "{ $printed }" for { $of }; the rubric has only: { $words }
two-vocabularies = grades are in words of two vocabularies: { $words }
    .title = two vocabularies for grades
    .what = One evaluation prints 优, 良 in some places and 优秀, 良好 in others.
    .why = A report should keep to one set of words for its grades, or readers take them for two.
    .fix = Compare with the report; if it really says so, leave it.
unknown-indicator = "{ $rubric }" has no indicator "{ $printed }" here
    .title = indicator not in the rubric
    .what = The score table has an indicator that the rubric does not have at that level, or another place speaks of one that the score table lacks.
    .why = Other names cannot be compared with other projects, and may be a slipped row.
    .fix = Correct the name; if the rubric really has it, register the name or an alias there.
unknown-path = the score table has no "{ $printed }"
level-name-differs = "{ $place }" calls it "{ $printed }", "{ $table }" calls it "{ $name }"
    .title = two names for one indicator
    .what = One report calls the same indicator by two names, and neither is just the shorter form of the other.
    .why = Under two names, readers cannot tell whether the same thing is meant.
    .fix = Compare with the report; if it really says so, leave it.
missing-indicator = "{ $rubric }" requires "{ $name }", which the score table lacks
    .title = required indicator missing
    .what = The score table lacks an indicator that the rubric requires.
    .why = Without a whole part the total is incomplete.
    .fix = Look for a lost row; if the report really lacks it, acknowledge it.
cell-differs = { $column } of "{ $of }": the text says "{ $printed }", the number filled in is { $recomputed }
    .title = text and number of a cell differ
    .what = A target or an actual is given as a text (target, actual) and as a number (value, actual_value, unit); the text holds one number, and it is another. Texts that tell only near which number it is are left alone.
    .why = Both are copied from the same cell of the report, so one was copied wrongly. The checks use the number.
    .fix = Compare with the report and correct the one that is wrong.
direction-against-kind = "{ $of }" is a cost, and its target is "{ $printed }": written like this, the more is spent the easier the target is met
    .title = cost target set as a minimum
    .what = The target of a cost is an amount with ≥ or >. What is to be saved or lowered is left alone, and so are wages, subsidies and the like.
    .why = Costs are to be kept low, usually with ≤; with ≥, spending too much counts as done.
    .fix = Compare with the report; if it really says so, leave it.
actual-is-inequality = { $count ->
        [one] { $count } actual is an inequality still, not a result: { $told }
       *[other] { $count } actuals are inequalities still, not results: { $told }
    }
    .title = actual is not a result
    .what = An actual says ≥95% or 不低于24次 and not how much it was. One with a result beside it is left alone.
    .why = ≥95% is how a target is written; readers cannot tell what was reached.
    .fix = Look for a slipped column; if the report really says so, leave it.
over-achievement = the actual is more than { $limit } of the target: { $names }
    .title = far beyond the target
    .what = The actual, divided by a target with ≥ or >, is above a limit; exactly at the limit is left alone, and so is one whose deviation is explained, or whose basis tells why. The limit is the site's own, in [thresholds] of site.toml, and 130% unless set.
    .why = A target that is passed by far was probably set too low. There is no national limit: 财预〔2020〕10号 only says that points are to be lowered moderately, by the deviation, where a target was clearly set too low; local notices use 20%, 30% or 50%.
    .fix = Compare with the report; if it really says so, leave it.
reached-of-target = { $of }: { $computation }
ladder-order = the steps of "{ $of }", { $steps }, go up and down: after { $before } comes { $printed }
    .title = steps out of order
    .what = The steps of a standard are all numbers of one unit, and do not go one way. Steps in words, or partly in words, are left alone.
    .why = Out of order, one result can be 良 and 中 at once.
    .fix = Look for a slipped column; if the report really says so, acknowledge it.
ladder-step-twice = two steps of "{ $of }", { $steps }, are the same: { $printed }
scale-equals-actual = the best step for "{ $of }" is exactly the actual, { $printed }
    .title = standard is exactly the result
    .what = The best step of a standard (where there are no steps, the target) is a percentage with decimals, and the actual is the very same. Whole percentages such as 100% or 90% are left alone.
    .why = A standard set beforehand seldom has decimals, and is more seldom met to the last of them; readers cannot tell whether it was set before or after the result. Targets ought to be set with the budget.
    .fix = Compare with the report; if it really says so, leave it.
target-equals-actual = the target for "{ $of }" is exactly the actual, { $printed }
rater-leads-project = among the raters, { $called } is the leader of the project
    .title = project leader among the raters
    .what = One of the raters also leads the project: the full names are the same, or leads_project says so. Equal surnames prove nothing.
    .why = Readers should know when who answers for a project also rates it.
    .fix = Check whether it is the same person and remove leads_project if not; if the report really says so, acknowledge it.
raters-alike = { $count } raters all gave exactly { $printed } points
    .title = all raters give the same score
    .what = Three or more raters gave exactly the same score.
    .why = Who rates on their own seldom arrives at the same figure; when all do, readers cannot tell whether each of them rated.
    .fix = Compare with the report; if it really says so, leave it.
raters-total-unexplained = the total is printed as { $printed }, the mean of the raters is { $recomputed }; the report does not say how the total was made
raters-total = the total is printed as { $printed }: no rater gave that, and their mean is { $recomputed }
    .title = total does not follow from the raters' scores
    .what = Every rater's score is printed, and the total is none of them nor their mean (with or without the highest and the lowest). A total between the highest and the lowest may be a weighted mean: it is listed only where the narrative says that it is the mean.
    .why = A total should follow from what the raters gave.
    .fix = Compare with the report; if it is computed otherwise or really says so, acknowledge it.
not-set-but-listed = "{ $name }" is said to be "{ $printed }", yet the report lists targets of that kind: { $targets }
    .title = said not to be set, yet listed
    .what = The score table says that an indicator is not set (未设置), while the targets of the report have one of that very kind.
    .why = With a target there, points given for "not set" were never rated.
    .fix = Compare kind and not_applicable_printed with the report; if it really says so, acknowledge it.
points-not-set = full marks for what is said not to be set: { $sum } points in the table, { $computation }
nothing-wrong-though-lost = points were lost, yet nothing is said to be wrong: { $places }
    .title = points lost, yet no problem named
    .what = The score table lost points, while the place for problems says only 无: every entry of that group in the list of problems, or the whole section on problems.
    .why = Points are lost for a reason; with nothing but 无, readers cannot see what fell short, nor can it be mended.
    .fix = Compare with the report; if it really says so, acknowledge it.
points-lost = "{ $of }" says 无, points were lost by: { $items }, { $sum } in all
opposite-statements = "{ $said }" ({ $place }) and "{ $contrary }" ({ $other }) say the opposite
    .title = opposite statements
    .what = One place says that the money came in time, another that it did not (or 到位时效 lost points); one that all the money came in, another that it did not; one that all of it was paid, another how much was not (and not that it is kept back or due later); one that the work was done in time, another that targets were not reached. Demands, plans, suppositions and statements about a part do not count.
    .why = Both cannot be true, and readers do not know which to believe.
    .fix = Compare with the report; if it really says so, acknowledge it.
all-statements = on the one hand: { $holds }; on the other: { $fails }
met-but-lost = "{ $of }" was to reach { $target } and reached { $actual }; of { $weight } points it got { $printed }, and no reason is given
    .title = target met, yet points lost; or work done, yet none given
    .what = By its numbers the actual reaches the target, yet the score is below the weight; or an item has 0 points, while a text of the report says how much was done. Only where neither a deviation, nor a reason, nor a basis is given.
    .why = Readers cannot see why a met target lost points, or why what was done earned none; perhaps the score is wrong. The rules for evaluating project spending (财预〔2020〕10号) ask for the reasons where goals were missed.
    .fix = Compare score, target and actual with the report; if it gives the reason elsewhere, write it into reason; if it really says so, leave it.
met-but-nothing = "{ $of }" was to reach { $target } and reached { $actual }, yet got 0 of { $weight } points, and no reason is given
done-but-nothing = items with 0 points ({ $count }), without a reason, while a text of the report says what was done: { $items }
loss-unexplained = the items lost { $all } points in all; texts or figures of the report tell why for { $told }, and the other { $missing } are not explained item by item
    .title = points lost without a reason item by item
    .what = The score table lost points; neither a deviation, nor a reason, nor a basis is given, target, actual and funds do not show what was missed, no passage about lost points (扣) names the item or has words of its name, and the points told there do not come to those that were lost.
    .why = Without a reason readers cannot see what fell short. The rules for evaluating project spending (财预〔2020〕10号) ask for the reasons where goals were missed.
    .fix = If the report gives the reason elsewhere, write it into reason; if it gives none, leave it.
nothing-explained = the items lost { $all } points, and the reasons are not given item by item
points-unexplained = points lost without a reason of their own: { $items }
full-marks-though-lacking = full marks, though the basis names a fault ({ $count }): { $items }
    .title = full marks though the basis names a fault
    .what = An item has full marks, but its basis says outright what is missing, such as “制度不健全” (rules incomplete) or “未制定方案” (no plan made). Only what ends a sentence and speaks of the project’s own rules, money, progress and the like is read; where words of denial, supposition, correction, approval or scoring stand in the basis, nothing is said.
    .why = Full marks say that everything was done; a basis that says otherwise leaves the reader to guess which to believe.
    .fix = Check whether score and basis belong together; where the fault does not cost points, say why in the basis or as the reason.
label-given-full-marks = full marks
label-fault = a fault is named here too
basis-names-no-fault = points were lost where the basis tells only what was done, and no fault ({ $count }): { $items }
    .title = basis names no fault
    .what = An item lost points and has a basis, in which every clause tells of something done as it should be and nothing tells of anything amiss (no negation, no "rather", no "part", no figure); nor does a deviation, a reason or the narrative. Titles of documents and the score itself are left out.
    .why = Where the basis tells only what was done well, readers cannot see why points were lost. The rules for evaluating project spending (财预〔2020〕10号) ask for the reasons where goals were missed.
    .fix = Compare with the report; if it gives the reason elsewhere, write it into reason; if it really says so, leave it.
full-marks-without-actual = items with a target and full marks ({ $count }), of which no actual is given: { $names }
    .title = full marks without an actual
    .what = Other items of the score table have an actual; this one has a target and full marks, but neither an actual nor a basis, and no text of the report tells one by a mark (actual). Where the score table has no actuals at all, the results of the overall goals are read: every clause of them is about an item of the table, and marks in them state the actuals of at least two thirds of a group (three items or more), but not of this one, which has full marks; and the words of its name do not occur in the narrative (of a name that ends in 数, not beside a number).
    .why = Without an actual readers cannot know how the full marks were earned.
    .fix = Look whether it was left out when copying; if the narrative tells it, mark it; if the report gives none, leave it.
full-marks-left-out = the results of the overall goals state what was reached of { $told } items, but not of { $count } with full marks: { $names }
full-marks-though-missed = the target of "{ $of }" is { $target } and the actual { $actual }, which does not meet it; yet it has full marks, { $printed }, and no reason is given
    .title = full marks though the target was missed
    .what = By its numbers the actual does not reach the target (or passes one with ≤), yet the score equals the weight; only where neither a deviation, nor a reason, nor a basis is given. A target with = only where less was done, and of nothing that is to be kept low, such as costs.
    .why = Readers cannot see how full marks were earned; perhaps the actual was copied wrongly. The rules for evaluating project spending (财预〔2020〕10号) ask for the reasons where goals were missed.
    .fix = Compare score, target and actual with the report; if it gives a reason, write it into reason; if it really says so, leave it.
gap-mismatch = { $place } says “{ $gap }”; target { $target } and reached { $actual } are { $recomputed } apart
    .title = told to be off its target by another amount
    .what = A report says 低于目标值1.8个百分点 or 比计划少3场, and the target and what was reached, as its sentence, its row, or the target of that very name tells them, are not so far apart, or the other way round. Rough gaps, ranges and those of a part are not checked.
    .why = The target, what was reached and the gap are all printed, and one of them is wrong.
    .fix = Compare it with the report; if it says so, publish it as it is and acknowledge it.
full-marks-though-short = "{ $of }" has full marks, { $printed } points, though { $part } does not reach 100%
    .title = full marks though the money fell short
    .what = An item about the rate of receipt or of spending has full marks, while by the totals of the funds the amount received is below the budget, or the amount spent is below every budget and receipt that is stated. Where no budget is stated, the amount received is held against planned investment, and less is only a notice, unless the report says that the plan was cut. Not where the target, the standard or the narrative gives full marks below 100%, nor where a reason is given.
    .why = Unless the report says that less than 100% earns full marks, they have no ground. Some places measure these rates by the budget, some by what was received; only what stays below 100% by every stated amount is listed here.
    .fix = Compare score and funds with the report; where another standard applies, write it into standard or target; if it really says so, leave it.
full-marks-though-short-of-plan = "{ $of }" has full marks, { $printed } points; no budget is stated, and of planned investment less than 100% came in
evidence-of-another-year = the { $column } of "{ $of }" tells figures of { $printed }, evaluated is { $year }
    .title = evidence of another year
    .what = The actual or the basis of an output, a benefit or of satisfaction gives figures of a survey or of cases, and the only year it names is one before the evaluated year. Not comparisons, documents, contracts or projects over several years.
    .why = What is evaluated is this year, which figures of another cannot tell of; perhaps last year's report was copied.
    .fix = Compare the year with the report; if it really says so, acknowledge it.
computation-of-rate = { $of } of { $to }: { $computation }
score-not-proportional = by its standard the points of "{ $of }" are in proportion: recomputed { $recomputed }, printed { $printed }
    .title = score not in proportion
    .what = The standard gives points in proportion, or as a rate times the weight; the rate follows from the totals of the funds or from target and actual; yet the score is not weight × rate (at most the weight; rounded half up to a whole number, half a point, one or two decimals, or cut off behind one or two, all count as equal). Not where the standard has deductions or steps as well.
    .why = A score should be what its standard says; where it is not, readers cannot know how it was given.
    .fix = Compare score, standard, funds and target with the report; write a reason into reason where there is one; if it really says so, leave it.
standard-score-mismatch = the basis of "{ $of }" says "{ $word }", for which the standard gives { $recomputed } points, printed are { $printed }
    .title = score is not the standard's
    .what = The standard says how many points each grade earns, the basis which grade was reached, and the score is not that grade's points.
    .why = Where standard, basis and score of one row do not fit, one of them is wrong.
    .fix = Compare standard, basis and score with the report; if it really says so, leave it.
goal-unanswered = set as a goal, yet it is not said what was reached ({ $count }): { $names }
    .title = goals without matching results
    .what = The project has been evaluated, and not beforehand, yet not one target of its list has an actual; or its overall goals have none and no section tells of results. Not where a mark (actual) tells it, nor where a section on results tells the same figure again. Where the overall goals do have results, these may answer something else: every clause of them is about an item of the score table, while of at least half of three or more goals no word, other than common ones such as 持续 and 提升, occurs in them or in a section on results.
    .why = To evaluate is to hold what was reached against the goals; without matching results readers cannot tell whether they were met. 财预〔2020〕10号 asks the rated to report on the overall goals and on every indicator.
    .fix = If the report has an actual, write it into actual; if the narrative tells it, mark it; if the report gives none, leave it.
goals-without-their-words = of { $of } overall goals, { $count } have none of their specific words in the stated results: { $names }
rubric-weight = the weight of { $of } is printed as { $printed }, "{ $rubric }" fixes { $recomputed }
    .title = weight is not the rubric's
    .what = The rubric fixes a weight and the score table prints another. Where the rubric lets special cases adjust it (adjustable), this is a notice.
    .why = Scores can be compared only on equal weights.
    .fix = Compare with the report and the rubric; if it really says so, acknowledge it.
rubric-weight-adjusted = the weight of { $of } is printed as { $printed }; in "{ $rubric }" it is usually { $recomputed }, and may be adjusted in special cases
funds-total = { $basis } is printed as { $printed } in all, its { $kind } add up to { $recomputed } (unit: { $unit })
    .title = funds do not add up
    .what = Amounts by source or by item do not add up to the printed total.
    .why = A total must follow from its parts.
    .fix = Look for a lost row; if only some are listed, write sources_partial or items_partial (parts_partial on a row of which only some parts are); if the report really says so, acknowledge it.
funds-total-again = { $basis }: the row of totals prints { $printed }, the total is printed as { $recomputed } (unit: { $unit })
funds-total-of-parts = { $basis } of "{ $of }" is printed as { $printed }, its parts add up to { $recomputed } (unit: { $unit })
funds-not-compared = { $kind } are not compared with the total: { $basis } of all rows is { $recomputed }, the total is printed as { $printed } (unit: { $unit }), and "{ $name }" looks like a part or a sum of other rows, which the file does not say
    .title = funds not compared
    .what = The rows do not add up to the total, and some are called 其中 or 小计 or are numbered in two levels without saying of which row they are parts; or a row does not print the amount.
    .why = Where it is not known which rows are to be added, a table is neither wrong nor right.
    .fix = Write part_of = "name of the row" in the rows that are parts; if only some are listed, parts_partial = true in that row. Look whether an amount that is not there was lost.
funds-not-compared-blank = { $kind } are not compared with the total: { $basis } of all rows is { $recomputed }, the total is printed as { $printed } (unit: { $unit }), and "{ $name }" does not print it exactly
negative-amount = { $row }: { $basis } is printed as { $printed } (unit: { $unit }), below zero
    .title = amount below zero
    .what = The funds have an amount below zero.
    .why = Budgets, receipts and expenditure are not below zero as a rule: a sign may be wrong, or earlier expenditure was taken back, which the report should say.
    .fix = Compare with the report; if it really says so, acknowledge it.
spent-above-received = { $row }: { $spent } were spent, above { $basis }, { $limit }
    .title = spent above what came in
    .what = In one row more was spent than received, or than the adjusted budget; where neither is stated, than the first budget. Not where rounding explains it, or the report speaks of other money: carried over, left over, of a year before, its own, advanced, added.
    .why = No more can be spent than there is; where other money was spent, the report should say so.
    .fix = Compare with the report, also the unit; where money was carried over, say so in the narrative; if it really says so, acknowledge it.
rate-mismatch = { $row }: { $of } of { $to } is printed as { $printed }, recomputed it is { $recomputed }
    .title = rate does not hold
    .what = A printed rate is not the named numerator divided by the named denominator, half up at the printed precision.
    .why = The same rate differs by its denominator, which must be named.
    .fix = Check numerator and denominator; if the report really says so, acknowledge it.
rate-of-nothing = both amounts are 0, so there is nothing to divide, yet a rate is printed: { $rates }
    .title = rate without a base
    .what = The amounts of a printed rate are both 0.
    .why = 0 divided by 0 has no value; 0% reads as if nothing had been spent, 100% as if all had, where there was no such money.
    .fix = Compare with the report; where there is no such money, write "not applicable" in future; if it really says so, leave it.
stray-unit = a unit of money, { $unit }, stands after a percentage: { $printed }
    .title = unit after a percentage
    .what = A printed percentage has 元 or 万元 after it.
    .why = Percentages have no unit of money; readers cannot tell whether a rate or an amount is meant.
    .fix = Compare with the report; if it really says so, leave it.
claim-differs = { $place }: { $what }, here { $printed }, in the tables { $recomputed }
claim-mismatch = { $place }: { $what }, printed { $printed }, recomputed { $recomputed }
    .title = figure of the narrative does not hold
    .what = A figure of the narrative is not the score, grade, amount or value that it speaks of, or does not follow from the others.
    .why = A lost digit or a wrong unit makes it another figure.
    .fix = Compare with the report; if it really says so, acknowledge it.
told-twice-there = "{ $what }" is told two ways: { $place } says "{ $other }", then "{ $printed }"
told-twice = "{ $what }" is told two ways: { $elsewhere } says "{ $other }", { $place } says "{ $printed }"
    .title = one thing told two ways
    .what = The narrative tells one thing twice, in two ways.
    .why = A reader cannot know which to believe.
    .fix = Compare with the report; if it really says so, acknowledge it.
months-mismatch = “{ $period }” is { $recomputed } months, here it says “{ $printed }”
    .title = months do not add up
    .what = In one clause a span of months and the number of months beside it differ (first and last month counted; one month less may be from the middle of one to the middle of the other, and is a notice only); or a monthly amount times the months is not the sum in the same sentence. Not with ends of months, days, two years, rough figures or numbers of people.
    .why = Where months are miscounted, so is the money paid by the month.
    .fix = Compare with the report; if it really says so, acknowledge it.
months-times-amount = { $monthly } a month for { $months } months comes to { $recomputed }, here it says { $printed }
equation-mismatch = { $place }: “{ $equation }” does not hold: the left side comes to { $recomputed }, { $printed } is printed on the right
    .title = an equation that does not hold
    .what = An equation that the report prints with all its figures has two sides that are not equal. Each figure may have been rounded to the digits that are printed, and the result rounded or cut off; equations with words in them, or cut short, are not checked.
    .why = Results follow from such equations, and a wrong one goes into scores and conclusions.
    .fix = Compare it with the report; if it says so, publish it as it is and acknowledge it.
change-mismatch = { $place } says “{ $change }”; its other figures come to { $recomputed }, printed is { $printed }
    .title = a change that does not follow from the figures told with it
    .what = A sentence tells what a figure was and what it became, or what it is and how much more that is than the year before, and then a change that does not follow from these. Each figure may have been rounded to the digits that are printed, and the result rounded or cut off; what is rough (约, 左右), a yearly mean, or has other words between is not checked.
    .why = Changes are how results are told; many quote them and few work them out.
    .fix = Compare it with the report; if it says so, publish it as it is and acknowledge it.
column-sum-mismatch = { $place }, the table's column “{ $column }”: its total is printed as { $printed }, its rows come to { $recomputed }
    .title = the total of a table in the narrative is not the sum of its rows
    .what = The total row of a table in the narrative is not what the other rows come to. Checked is only what is plainly a sum: another column of the table adds up, or the total is wrong by one digit. Tables with rows called 其中 or 小计 are not checked, nor rates, nor totals that are no more than one of the rows or just the sum of some.
    .why = Where a total or a row is wrong, so is all that is quoted from the table.
    .fix = Compare it with the report; if it says so, publish it as it is and acknowledge it.
row-mismatch = { $place }, the table's row “{ $row }”: “{ $column }” is printed as { $printed }, and would be { $recomputed } as in all other rows
    .title = a row of a table in the narrative is not made as the others
    .what = All other rows of a table in the narrative show how a column follows from two others (a sum, a difference, a product, a share, a change in per cent), and one does not, by what looks like a slip: one wrong digit, or two that were exchanged. Where the rows do not show it, or several differ, nothing is checked.
    .why = Whoever reads the table reads that row wrong.
    .fix = Compare it with the report; if it says so, publish it as it is and acknowledge it.
share-mismatch = { $place }: { $part } is { $recomputed } of { $whole }, and printed as { $printed }
    .title = one of several shares is not that of its part
    .what = A paragraph tells several parts with their shares; all other shares are seen to be of one whole, and one is not, by what looks like a slip, or though the parts make up the whole. Where it is not seen what the whole is, where a share may be of something else, or several differ, nothing is checked.
    .why = One of three figures is wrong (part, whole or share), and no reader can tell which.
    .fix = Compare it with the report; if it says so, publish it as it is and acknowledge it.
unit-jump = { $place } prints { $printed }, the funds { $amount }: the same digits, in another unit
    .title = yuan and ten thousand yuan mixed up
    .what = An amount of the narrative has exactly the digits of one of the funds, but another unit: one is in yuan, say, and the other in ten thousand yuan.
    .why = One character more or less changes the amount ten thousand times.
    .fix = Compare the unit with the report; if it is another sum of money, say with a mark what it speaks of, or acknowledge it.
unmatched-mark = nothing else speaks of "{ $name }": this mark compares nothing
    .title = mark without a counterpart
    .what = A mark in the narrative gives a name that nothing else has: no table, and no other mark. A figure that would be checked without a mark may be marked once, to say that it speaks of something else.
    .why = With one letter wrong nobody checks the figure any more.
    .fix = Correct the name between the braces; if the figure is told only once, take the mark off.
unfinished-mark = a mark is not finished: "{ $text }". Write [the figure]{"{"}what it speaks of{"}"}, with plain brackets and braces, one right after the other
figure-not-compared = { $place }: no single number can be read in “{ $printed }”, so it was not compared
    .title = A marked figure was not compared
    .what = A mark in the prose says what a figure speaks of, yet the figure was compared with nothing: no single number can be read in it, the units differ, or nothing else states it. The same goes for rates. Figures that are only about right (约, 近) are never compared and do not count.
    .why = A figure that was not compared must not pass for one that was found right.
    .fix = Check that the figure was copied correctly and that the name in the braces is right; where the report really says so, add an explanation or take the mark off.
figure-nothing-known = { $place }: nothing else states { $what }, so “{ $printed }” was not compared
figure-of-other-unit = { $place }: elsewhere { $what } is { $known }, which is not in the same kind of unit as “{ $printed }”, so it was not compared
figure-not-computed = { $place }: “{ $printed }” and the computation “{ $what }” do not have the same kind of unit, or there is no result, so it was not compared
rate-not-read = { $row }: the rate of { $of } to { $to } is printed as “{ $printed }”, in which no single percentage can be read, so it was not compared
rate-not-computed = { $row }: the rate of { $of } to { $to }, printed as “{ $printed }”, cannot be computed, so it was not compared
amount-not-stated = the funds do not state the { $basis }: this cannot be recomputed
    .title = amount missing for a check
    .what = A rate or a figure of the narrative speaks of an amount that the funds do not state.
    .why = Without numerator and denominator a printed rate cannot be checked.
    .fix = Add the amount to [funds] if the report has it; acknowledge it if not.
first-level-heading = no first-level heading (#) here
    .title = first-level heading in the narrative
    .what = report.md has a first-level heading, or another page has a second one.
    .why = The first-level heading of a page is the title of the project or page; there is only one, and others are not shown.
    .fix = Begin with second-level headings (##).
empty-section = there is nothing below "{ $heading }"
    .title = heading without text
    .what = Below a heading of the narrative there is neither text nor a further heading.
    .why = Readers of the heading believe that its text was lost.
    .fix = Add the text; if the report leaves it blank, say so there.
required-section = the narrative lacks sections that "{ $rubric }" requires: { $sections }
    .title = required section missing
    .what = No heading of the narrative has the words of a section that the rubric requires (sections). Abridged narratives are not checked.
    .why = The outline of an evaluation report is laid down (财预〔2020〕10号 has one).
    .fix = Look for a lost part or a misspelt heading; if the report really lacks it, acknowledge it.
repeated-paragraph = one paragraph stands here { $count } times, letter for letter: "{ $beginning }..."
    .title = repeated paragraph
    .what = A paragraph of twenty characters or more stands twice in the narrative, word for word; of several that repeat together, the first. Lines of labels (责任单位：…；整改时限：…) do not count.
    .why = When one text answers two questions, one of them is likely not answered; or it was copied twice.
    .fix = Remove what was copied twice; if the report really repeats it, leave it.
figures-end-early = the whole year is evaluated, some figures go only as far as a month within it: { $places }
    .title = figures end before the year
    .what = Amounts of work in the narrative go only to a month within the year (到10月底, 1-9月), while the report is on the whole year. Work that was finished by then, or is done in one season only, does not count.
    .why = Readers cannot see what the last months brought, nor compare with the targets of the year.
    .fix = Give the figures of the whole year where there are any; if the report really says so, leave it.
control-character = "{ $around }" holds { $code }, which no page and no feed can hold: delete it
    .title = control character
    .what = A text holds a control character, or a code that is no character. Most come with what is pasted from other programs.
    .why = Pages, feeds and tables cannot hold it, and terminals and logs may obey it.
    .fix = Delete the character that the caret points at; where it cannot be seen, delete the characters beside it and type them again.
reordered-text = "{ $around }" holds { $code }, which turns the direction of the text, so that readers see another order than was written: delete it
    .title = text that is turned around
    .what = A text holds a character that makes those beside it run backwards.
    .why = What is checked is 166.02; what readers see may be 20.661.
    .fix = Delete the character that the caret points at; where it cannot be seen, delete the characters beside it and type them again.
invisible-character = "{ $around }" holds the invisible character { $code }: delete it
    .title = invisible character
    .what = A text holds a character without width. Most come with what is pasted from web pages and messengers.
    .why = Two names or two numbers that look alike are not the same with it, and search does not find them.
    .fix = Delete the character that the caret points at; where it cannot be seen, delete the characters beside it and type them again.
private-character = { $code } in "{ $around }" has a shape in its own font only: use a common character
    .title = private character
    .what = A text holds a character for private use, such as a bullet or tick of a word processor, or one of somebody's own making.
    .why = Without that font readers see a box, or nothing.
    .fix = Write bullets as "- ", ticks and crosses as √ and ×, and names in characters that everybody has.
unused-file = nothing reads this file: { $path }
    .title = unused file
    .what = content/ has a file that is none of those the site reads.
    .why = With one wrong letter in its name, a file is not published and nobody notices.
    .fix = Correct its name or place; put attachments into the project's files/ folder; remove what is not needed.
unused-attachment =
    { $count ->
        [one] { $count } file in files/ is named nowhere and is not published: { $paths }
        *[other] { $count } files in files/ are named nowhere and are not published: { $paths }
    }
    .title = attachment that nothing names
    .what = The project's files/ holds files that neither [[sources]] nor a link of the report names. Told to staff by check only; the site does not show it.
    .why = Only what is named is published, so that drafts and working papers in the folder are not.
    .fix = Name what is to be published in [[sources]] or in a link of report.md; remove what is not needed.
refused-attachment = this attachment cannot be published
    .title = attachment that cannot be published
    .what = An attachment that is named runs in browsers or on servers, is of a kind that is not published, or is not what its ending says.
    .why = Attachments stand on the portal's own domain: a page or a script among them can pass itself off as the whole site.
    .fix = Save it as PDF, Word, Excel or a picture, with the ending of that kind; ofd, doc, xls and some others can be published once site.toml names them in attachments.
attachment-runs = the attachment { $path } cannot be published: .{ $ending } files run in a browser, on a server or on a reader's machine
attachment-on-request = the attachment { $path } is not published: .{ $ending } files are, once site.toml says attachments = ["{ $ending }"]
attachment-unknown = the attachment { $path } cannot be published: its kind is none of those that are (pdf, docx, xlsx, pptx, odt, ods, odp, csv, txt, png, jpg, gif, webp, zip)
attachment-of-other-bytes = the attachment { $path } is not what its ending says and is not published; open it in the program it was made with and save it again
attachment-not-looked-through = the attachment { $path } has more than { $most } bytes of text, or is locked: it was not looked through for personal data and cannot be published
unusable-file-name = this name of a file cannot be used
    .title = name of a file cannot be used
    .what = The name of an attachment, or of a file of the theme, has characters that other systems do not allow, is too long, or differs from that of another attachment in case only.
    .why = The site must fit on any server and any disc; where a name does not fit, the file is lost or replaces another.
    .fix = Rename the file, and correct the places that name it.
file-name-with-backslash = { $path }: write / between folders and the file, not \
file-name-forbidden = the name of the file { $path } has "{ $character }", which names of files on Windows cannot have
file-name-not-in-gbk = the name of the file { $path } has "{ $character }", which is not in GBK; some servers cannot hold it
file-name-ends = in { $path } the name of the file or of a folder begins or ends with a space or ends with a point, which some systems take off
file-name-of-device = { $path } has a name that Windows keeps for devices (con, nul, com1 …)
file-name-too-long = the name of the file { $path } is too long: at most { $most } bytes between two /
file-name-twin = the name of the file { $path } differs from { $other } in case only; on some systems they are one file
raw-html = HTML cannot be written here
    .title = HTML in the narrative
    .what = report.md contains HTML tags.
    .why = Public pages take no foreign HTML; it would be shown as text.
    .fix = Use Markdown: **bold**, tables, lists.
lost-text = the page will not show these words: “{ $text }”
    .title = words not shown
    .what = Words of the text that the page will not show: a cell too many in a row of a table, a line such as “[注]: …” that is taken for the address of a link, a picture of another site.
    .why = Not a word that the report prints may be missing.
    .fix = Give the table's head a cell more; write 〔注〕：… for “[注]: …”; put the picture into files/.
outside-picture = a picture of another site, of which the page shows the words only; put it into files/ and name it there
leftover-mark-up = “{ $mark }” will be shown as it stands
    .title = mark-up without effect
    .what = A **, ~~, `, [^3], [text](address), # of a heading or table that is not complete is shown as it stands.
    .why = The report does not print such marks.
    .fix = Add the missing half, or remove it; to show the mark itself, write a backslash before it: \*\*.
leftover-footnote = a footnote has its text in a paragraph of its own: [^3]: …
leftover-link = a link is written [text](address), on one line; an address with brackets stands in pointed ones: [text](<address>)
leftover-row = The second line of a table is |---|---|, with as many cells as its head
leftover-heading = A space follows the # of a heading: ## 一、项目概况; there are six # at most
leftover-emphasis = it is written in pairs, with no space inside next to the marks: **bold words**
broken-link = the project's folder has no such file as the link names: { $target }
    .title = broken link
    .what = A link or an image leads to a file that is not in the project's folder, or to an address that cannot be linked to.
    .why = A reader who follows it finds nothing, or something else. The page shows its words alone.
    .fix = Put the file into the project's files/ folder and link to it by its name in files/; give whole addresses (https://…) of other sites.
unsafe-link = cannot link to { $target }: only to files in files/, whole addresses (http://, https://), mailto: or tel:
link-to-unpublished = the attachment that the link names is not published: { $target }; first name it in [[sources]] or report.md of that project
put-linked-into-files = put the file into the project's files/ folder and write [name](files/name-of-the-file); spaces, # and % in the name as they are
word-leftover = a mark that a word processor left: { $text }
    .title = word processor's leftover
    .what = The text has bookmarks, fields, image marks, errors of references or the like, left by a conversion.
    .why = They are no part of the report.
    .fix = Remove them.
word-leftovers = marks that a word processor left ({ $count }): { $texts }
placeholder = not filled in: { $text }
    .title = not filled in
    .what = The text has a gap such as "to be added" or a year left open, or a cell or paragraph is nothing but the form's own words: an ellipsis, 指标2, an instruction with a length. Names left out (李××), titles in 《》 and types of devices do not count.
    .why = A published report should be complete.
    .fix = Fill it in; if the report really says so, acknowledge it.
placeholders = not filled in, in { $count } places: { $texts }
page-number = a page number on its own: { $text }
    .title = leftover page number
    .what = A paragraph of the narrative is nothing but a page number, such as "- 3 -" or "3/12"; bare numbers only where all of them count up with a page of text between.
    .why = On a web page it means nothing, and may be taken for data.
    .fix = Remove it.
page-numbers = page numbers on their own ({ $count }): { $texts }
mobile-number = a mobile telephone number, { $masked }
    .title = mobile telephone number
    .what = A text or a file's name holds a mobile telephone number, looked for as readers of the page see it: mark-up, spaces, brackets or invisible characters may stand within it, and its digits may be full-width, circled or Chinese. Amounts, areas, counts and what it calls a code (编号, 编码, 发票号码) are left alone.
    .why = It is personal data and must not be published; pages mask it, but the source should not hold it.
    .fix = Remove it, or give an office telephone; if it is no such number, acknowledge it.
identity-number = a resident identity number, { $masked }
    .title = identity number
    .what = A text or a file's name holds a resident identity number with a valid check digit (GB 11643), over two lines or in a web address too, or eighteen or fifteen digits that it calls one or a social security number, whatever their check digit. What it calls a code is left alone.
    .why = It is personal data and must not be published; pages mask it, but the source should not hold it.
    .fix = Remove it; if it is no such number, acknowledge it.
passport-number = the number of a passport or travel permit, { $masked }
    .title = passport or travel permit number
    .what = A text or a file's name holds what it calls a passport or a permit to travel to or from Hong Kong, Macao or Taiwan: one or two letters and seven to ten digits. What it calls a code is left alone.
    .why = It is personal data and must not be published; pages mask it, but the source should not hold it.
    .fix = Remove it; if it is no such number, acknowledge it.
bank-card = a bank account or card number, { $masked }
    .title = bank account number
    .what = A text or a file's name holds a bank card number with a valid check digit, or twelve to twenty-two digits that it calls an account or card. What it calls a code (编号, 编码, 发票号码) is left alone.
    .why = It is personal data and must not be published; pages mask it, but the source should not hold it.
    .fix = Remove it; if it is no such number, acknowledge it.
private-mailbox = a private mailbox, { $masked }
    .title = private mailbox
    .what = A text or a file's name holds a mail address that lies neither below a government's domain (gov.cn) nor below one that base_url, domain or mail_domains in site.toml names.
    .why = It is personal data; pages mask it, but the source should not hold it.
    .fix = Give the office's mailbox, or remove it; if the office's own lies below another domain, name that in mail_domains of site.toml.
home-address = a home address, { $masked }
    .title = home address
    .what = Behind 家庭住址, 现住址, 户籍地址, 家住, 现住 or the like, or below such a header of a table, stands an address down to a house or a village; or behind 住 one with a road, a house and a building.
    .why = Where a person lives is personal data (Civil Code, art. 1034) and must not be published; pages mask it, but the source should not hold it.
    .fix = Remove it, or name the county only; call the address of an office 办公地址.
personal-in-name = the name of the file { $path } holds personal data, { $masked }
personal-in-attachment = the text of the attachment { $path } holds personal data, { $masked }, and is not published; remove or mask it there
unused-acknowledgement = this acknowledgement meets no finding: { $rule }, { $at }
    .title = acknowledgement without finding
    .what = There is an acknowledgement but no such difference.
    .why = If the difference is gone and its note stays, readers believe the report wrong.
    .fix = Remove it when the difference is gone; else correct rule and at as check prints them.
acknowledged-which = several figures differ at this place: { $figures }; say with printed which one is meant

# Command line
summary =
    { $projects ->
        [one] { $projects } project
        *[other] { $projects } projects
    } checked: { $errors ->
        [one] { $errors } error
        *[other] { $errors } errors
    }, { $warnings ->
        [one] { $warnings } warning
        *[other] { $warnings } warnings
    }, { $notices ->
        [one] { $notices } notice
        *[other] { $notices } notices
    }, { $acknowledged } acknowledged
cli-shared-left-out =
    not shown: { $errors ->
        [one] { $errors } error
        *[other] { $errors } errors
    }, { $warnings ->
        [one] { $warnings } warning
        *[other] { $warnings } warnings
    }, { $notices ->
        [one] { $notices } notice
        *[other] { $notices } notices
    } in files that projects share (site.toml, agencies.toml, rubrics …); gongshi check shows them

# Pages
total = Total
total-row = In all
funds-by-source = By source
funds-by-item = By item
score-table = Score table
indicator-table = Indicators
place-result = Result
level-1 = Indicator, level 1
level-2 = Indicator, level 2
level-3 = Indicator, level 3
level-4 = Indicator, level 4
level-n = Indicator, level { $level }
column-weight = Weight
weight-adjustable = may be adjusted in special cases
column-score = Score
column-target = Target
column-actual = Actual
column-explanation = Explanation
column-standard = Standard
column-rate = Rate
at-most-points = at most { $points } points
column-basis = Basis
column-deviation = Reason for the deviation
column-reason = Reason given
mark-differs = differs from recomputed
mark-questioned = see the check
mark-merged = together with { $names }
mark-lost = { $points } lost
ladder-1 = Excellent
ladder-2 = Good
ladder-3 = Fair
ladder-4 = Poor
range-from-to = { $from } to { $until } points
range-from-below = { $from } (included) to { $until } (excluded) points
range-from = { $from } points and more
range-to = { $until } points and less
range-below = less than { $until } points
bytes = { $count ->
        [one] { $count } byte
        *[other] { $count } bytes
    }
period = { $from } to { $to }
fact-year = Year
fact-period = Period
fact-agency = Agency
fact-agency-printed = Agency as printed
fact-department = Department
fact-department-printed = Department as printed
fact-region = Region
fact-kind = Kind
fact-code = Project code
fact-basis = Rests on
post = post
fact-contact = Contact
fact-phone = Office telephone
fact-address = Address
fact-region-code = Region code
fact-region-parent = Belongs to
years-in = { $from }
years-from = from { $from }
years-to = until { $to }
years-between = { $from }–{ $to }
taken-over-by = taken over by { $name }
printed-name = Name in the report: { $name }
formerly = formerly: { $names }
disclosure-index-number = Index number
disclosure-topic = Topic
disclosure-publisher = Published by
disclosure-issued = Issued
disclosure-title = Title
disclosure-document-number = Document number
disclosure-published = Published
disclosure-validity = Validity
citation = Evaluation of "{ $title }" ({ $agency }, { $year }), { $site }, { $address }
citation-without-evaluation = "{ $title }" ({ $agency }, { $year }), { $site }, { $address }
answer-no-evaluation = No evaluation of this project is set out here.
answer-self = This is a self-evaluation, made by the agency responsible itself: { $agency }.
answer-department = This is a department evaluation; the agency responsible is { $agency }.
answer-finance = This is a finance evaluation; the agency responsible is { $agency }.
answer-third-party = This is a third-party evaluation; the agency responsible is { $agency }.
answer-unscored = This evaluation has neither a score nor a grade.
answer-targets = { $n ->
        [one] The report lists { $n } indicator with its target and what was reached; it has neither a score nor a grade.
        *[other] The report lists { $n } indicators with targets and what was reached; it has neither a score nor a grade.
    }
answer-targets-some = Of the { $n } indicators that the report lists with targets, { $answered } have what was reached; it has neither a score nor a grade.
answer-targets-alone = { $n ->
        [one] The report lists the target of { $n } indicator, not what was reached of it; it has neither a score nor a grade.
        *[other] The report lists the targets of { $n } indicators, not what was reached of each; it has neither a score nor a grade.
    }
answer-no-prose = What is published here are tables; there is no narrative.
answer-grade = Grade "{ $grade }"; no total is set out.
answer-grade-beside = Grade "{ $grade }".
answer-no-total = No total of this evaluation is set out.
answer-score = { $score } of { $maximum } points; no grade is set out.
answer-score-grade = { $score } of { $maximum } points, grade "{ $grade }".
answer-rubric = It was scored by “{ $rubric }”: “{ $grade }” is { $range }.
answer-own-bands = It was scored by “{ $rubric }”, with the grades that the report itself sets: “{ $bands }”.
answer-goals-only = Of this evaluation the scores of the goals are set out here, not those of items.
answer-raters-only = This evaluation publishes what each evaluator gave; no scores of items are set out here.
answer-grade-only = No scores of this evaluation are set out here, so this site cannot tell where the grade comes from.
answer-total-only = No item scores of this evaluation are set out here, so this site cannot tell how the total came about.
answer-partial-lost = This is only a part of the score table; full marks less the points lost in it are the total, so that indicators that are not listed lost none.
answer-partial = This is only a part of the score table; the scores of indicators that are not listed cannot be seen.
answer-nothing-lost = { $items ->
        [one] The { $items } item that the score table lists lost no points.
        *[other] None of the { $items } items that the score table lists lost points.
    }
answer-nothing-lost-by-group = { $items ->
        [one] Seen by parts, the { $items } part lost no points.
        *[other] Seen by parts, none of the { $items } parts lost points.
    }
answer-nothing-lost-of-known = Of { $items } items that the score table lists, it can be seen of { $known } whether points were lost; none were.
answer-lost = { $items ->
        [one] { $n } of the { $items } item
        *[other] { $n } of the { $items } items
    } that the score table lists lost points, { $points } in all.
answer-all-lost = { $items ->
        [one] The { $items } item that the score table lists lost points, { $points } in all.
        [2] Both items that the score table lists lost points, { $points } in all.
        *[other] All { $items } items that the score table lists lost points, { $points } in all.
    }
answer-lost-by-group = Seen by parts, { $n } of { $items } lost points, { $points } in all.
answer-all-lost-by-group = { $items ->
        [one] Seen by parts, the { $items } that is listed lost points, { $points } in all.
        [2] Seen by parts, both lost points, { $points } in all.
        *[other] Seen by parts, all { $items } lost points, { $points } in all.
    }
answer-all-lost-of-known = Of { $items } items that the score table lists, it can be seen of { $known } whether points were lost; { $known ->
        [one] it lost { $points }.
        *[other] all of them lost points, { $points } in all.
    }
answer-lost-of-known = Of { $items } items that the score table lists, it can be seen of { $known } whether points were lost; { $n } lost points, { $points } in all.
answer-adjusted = Beside the points of the items, bonus and deductions count: { $items }.
answer-counted = No item scores of this evaluation are listed: the total is full marks of { $maximum } with what is added and taken off: { $items }.
answer-scaled = Some items do not apply and the others are scaled up to the total; points lost are those before scaling.
answer-funds = Expenditure { $spent }, { $basis } { $whole }, { $called } { $rate } (of { $basis }).
answer-funds-of-nothing = Expenditure { $spent }, { $basis } { $whole }.
answer-all-holds = { $holds ->
        [one] { $holds } figure was checked; it holds.
        *[other] { $holds } figures were checked; none differs.
    }
answer-findings-alone = Checks gave { $findings }.
answer-findings = Checks gave { $findings }; { $holds ->
        [one] { $holds } check holds.
        *[other] { $holds } checks hold.
    }
section-agencies = Agencies
section-departments = Departments
section-regions = Regions
section-years = Years
section-rubrics = Rubrics
section-pages = About
section-main = Main pages
nav-home = Home
nav-projects = Projects
nav-agencies = Agencies
nav-grades = Grades
nav-quality = Checks
nav-data = Data
title-projects = All projects
title-agencies = Agencies and regions
title-by-score = { $title }: by score
title-by-budget = { $title }: by budget
title-year = { $name }
title-grades = By grade
title-rules = Rules
title-quality = What was found
title-search = Search
title-compare = Compare projects
title-data = Data
title-sitemap = Site map
title-not-found = No such page
describe-project = What is published of the performance of "{ $title }" ({ $agency }, { $year }), and what was checked of it.
describe-group =
    Evaluations of { $name }: { $n ->
        [one] { $n } project.
        *[other] { $n } projects.
    }

# Words of the pages (templates and scripts of themes)
skip-to-main = Skip to the content
display = Display
display-large-text = Large text
display-lists = Show as a table
display-high-contrast = High contrast
search-site = Search the site
search-placeholder = Project, agency, amount
search-submit = Search
suggestions = Suggestions
suggestions-count = Suggestions: { $n }. Choose with the arrow keys.
suggestion-as-is = Search all reports for “{ $text }”
main-navigation = Main
where-you-are = Where you are
about-site = About this site
site-publisher = Published by: { $name }
site-contact = Contact: { $contact }
site-licence = Licence:{" "}
motto = What the report says, beside what its figures give.
footer-organizer = Run by: { $text }
footer-hotline = Hotline: { $text }
footer-site-id-code = Site code: { $text }
footer-identity = Mark of a party or government body
footer-error-report = Report an error of a government site
in-brackets = {" "}({ $text })
labelled = { $label }: { $value }
between-parts = ,{" "}
person = { $name } ({ $post })
place-narrative = text
place-expected = expected
place-target = target
place-deviation = reason for the deviation
place-reason = reason
direction-qualitative = in words
place-period = period evaluated
place-dates = Dates
place-time-limit = time limit
place-sections = sections
place-statements = statements
place-last-month = last month of the figures
place-goals = goals
place-unanswered = not said what was reached
place-answered-otherwise = not in what was achieved
place-unexplained = points lost without a reason
place-without-actual = full marks without an actual
place-done = done, yet 0 points
place-grade-words = words of grades
place-money-in-time = money in time
place-money-in-full = money in full
place-money-paid = payment
place-work-done = work done
place-own-words = own words
place-nothing = none
place-months = number of months
place-spent-more = spent above received
place-fault = basis names a fault
place-no-fault = basis names no fault
place-unfilled = not filled in
place-page-numbers = page numbers
place-marks-left = marks
place-score-table = score table
between-names = ,{" "}
between-clauses = ;{" "}
quote-opens = {"\""}
quote-closes = {"\""}
note-opens = {" ("}
note-closes = )
not-found-why = The address may be misspelt, or the page was never published. The addresses of published projects do not change.
not-found-search = Find a project by its name, agency or amount
not-found-projects = Look through the list
not-found-home = Start from the beginning
not-found-start = Please go back to the home page of { $site } and look from there.
project = Project
rater = Rated by
rubric = Rubric
score = Score
grade = Grade
funds = Funds
checks = Checks
name = Name
rule = Rule
times = Times
indicator = Indicator
level = Level
full-marks = Full marks
printed = As printed
not-listed = not listed
no-funds-total = no total of funds stated
no-funds-pairs = no project states both budget and expenditure
number-of-projects = Projects
drawing = Drawing
comparison = Comparison
points = { $n } points
n-projects = { $n ->
        [one] { $n } project
        *[other] { $n } projects
    }
unit-projects = { $n ->
        [one] project
        *[other] projects
    }
unit-projects-found = { $n ->
        [one] project
        *[other] projects
    }
count-of-projects = { $n }
n-differences = { $n ->
        [one] { $n } difference
        *[other] { $n } differences
    }
n-doubts = { $n ->
        [one] { $n } doubt
        *[other] { $n } doubts
    }
n-remarks = { $n ->
        [one] { $n } remark
        *[other] { $n } remarks
    }
list-separator = ,{" "}
found-in-all = In all: { $found }.
found-besides = No differences found; besides: { $found }.
with-differences = Differences found in
none-found = no differences found
nothing-checked = figures were not checked
no-differences = No differences were found.
no-projects = There are no projects yet.
pages = Pages
pager = { $from }–{ $to } of { $total }
previous-page = Previous page
next-page = Next page
kind-itemised = with item scores: { $n }
kind-partial = with some item scores: { $n }
kind-total-only = item scores not listed: { $n }
kind-unscored = not scored: { $n }
grade-bars = { $n ->
        [one] Grades of { $n } project
        *[other] Grades of { $n } projects
    }
grade-projects = Projects graded: { $grade }
printed-nothing = (nothing)
cannot-be-recomputed = cannot be recomputed
note-published = Explanation published with it:{" "}
rates-caption = Rates: as printed and as recomputed
rate-formula = Numerator ÷ denominator
rate-place = Called, and where
not-printed = not printed
agrees = agrees
not-comparable = nothing to compare
money-yuan = { $amount } yuan
money-thousand-yuan = { $amount } × 1,000 yuan
money-ten-thousand-yuan = { $amount } × 10,000 yuan
money-hundred-million-yuan = { $amount } × 100 million yuan
unit-yuan = yuan
unit-thousand-yuan = 1,000 yuan
unit-ten-thousand-yuan = 10,000 yuan
unit-hundred-million-yuan = 100 million yuan

# Home page
home-search = Look up a project, an agency or an amount
home-principle = Every figure is shown as the report prints it, next to what this site works out from the same report. Where the two differ, the difference is listed, with any explanation that was published.
home-see-findings = See what was found
home-whole = All projects at a glance
home-newest-years = Latest projects
home-newest-published = Newly published projects
home-by-year = By year
home-by-year-caption = Projects of each year
home-by-agency = By agency
home-by-agency-caption = Projects of each agency
home-all-groups = Agencies, departments and regions
home-ways = More ways in
home-by-grade = By grade
home-by-grade-what = Which projects earned which grade, and what each grade takes
home-quality = Figures that do not agree
home-quality-what = Everything that was found: as printed, as worked out, explained
home-lost = Where points were lost: { $rubric }
home-lost-what = How many points each part lost, by year and by agency, with the reasons or bases that score tables give
home-compare = Compare projects
home-compare-what = Two to four projects side by side
home-data = Download the data
home-data-what = CSV, JSON and Excel, or all in one file

# Lists
related-departments = Departments:
related-agencies = Agencies:
list-download = Download these projects:
names = Names over the years
name-relation = What it is
name-years = Years
name-reports = On this site
name-present = present name
name-last = last name
name-former = former name
name-successor = took over from this one
name-predecessor = taken over by this one
n-reports = { $n ->
        [one] { $n } report
        *[other] { $n } reports
    }
list-figures = Summary
list-no-average = Scores given by different rubrics cannot be added up or averaged, so projects are counted by grade and no average is shown.
orders = Order
order-newest = By year
order-score = By score
order-budget = By budget
list-search = Search what these reports say
order-search = Filter (search page)
sorted-by-spent = by expenditure
table-filter = Filter this table
table-count = Showing { $n } of { $total }
order-score-what = Scores by different rubrics cannot be compared, so each rubric stands apart; within one, the highest score comes first. Projects without a total come last.
order-budget-what = The largest first: by the initial budget; where a report states none, by the adjusted budget, the planned investment or the funds received, in this order. Projects that state none of them come last.
without-score = No total
list-caption = List of projects
list-by-year = By year
list-by-year-caption = Summary of each year
grades-lead = Grades stand as the reports print them. Rubrics differ in the names of grades and in what each takes; what each rubric means by a grade is given below it. Other grades are those that the rubric of a report does not have; they stand as printed. Projects without a grade are listed apart: that is not a poor grade.

# Rubrics, rules, findings
rubric-source = Document
rubric-bands = Grades
rubric-indicators = Indicators
rubric-table = Indicators and weights
rubric-table-caption = Indicators and weights (where no weight is given, each report prints its own)
group-bands = Grades of the group
level-number = level { $level }
rubric-projects = Projects evaluated by this rubric
title-rubric-projects = Projects evaluated by “{ $name }”
rubric-newest = the newest of { $n }
rules-lead = Every report is checked by these rules before it is published. Most compare its figures and words with each other; some also look at the rubric, the register of agencies and dates. They do not audit accounts and do not judge the project. Each line opens to say what is checked, why, and what to do; in brackets, how often it was found on this site.
family-scores = Scores and weights
family-reasons = Reasons for points lost and full marks
family-targets = Targets and what was reached
family-funds = Money
family-prose = What the narrative says
family-dates = Years and dates
family-names = Names and people
family-rubric = Rubrics
family-markdown = Mark-up of the narrative
family-files = Files, attachments and personal data
rule-times = { $n ->
        [one] found { $n } time on this site
        *[other] found { $n } times on this site
    }
rule-what = What is checked
rule-why = Why
rule-fix = What to do
rule-example = Example
rule-bad = This is found:
rule-good = This is right:
quality-checked = Checked
quality-what = What a report prints is shown as it prints it; beside it is what this site works out from the figures of the same report. Where the two differ, the report does not agree with itself. That does not mean that the project has a problem, nor that the recomputed figure is the right one.
quality-order = Differences come first, then doubts and remarks; within each, the newest years first. Open a line to see how it was worked out; the words of the report stand on the page of the project.
explained = Explained
groups-lead = A page for each agency, department and region: its projects, their grades and sums, and whether their reports agree with themselves. Agencies stand under their present names, with earlier names below.
data-lead = All data of this site, to take away, check and use again. What reports print and what this site computes are in columns of their own; figures keep the digits of the report.
quality-by-agency = By agency
quality-by-year = By year
quality-by-rule = By rule
quality-by-rule-caption = How often each rule found something
quality-findings = One by one
quality-counts = How many of each
other-agencies =
    { $n ->
        [one] { $n } other agency
        *[other] { $n } other agencies
    }

# Project
project-summary = Summary
unit-points = points
who-rated = Who did the rating?
execution-rate = Execution rate
rate-of-expenditure = execution rate
rate-printed = printed: { $rate }
rate-printed-differs = printed: { $rate }, differs
do-figures-agree = Do the figures agree?
on-this-page = On this page
where-lost = Where points were lost
form = Score table
form-of = { $rater }: score table
form-of-unscored = { $rater }: indicators
evaluation = Evaluation
targets = Goals and targets
narrative = The report
sources-and-data = Sources and data
add-to-comparison = Compare
parts-caption = Scores of the parts (recomputed from item scores, or as printed where there are none)
part = Part
score-of-weight = Score / weight
lost-points-in = { $n ->
        [one] Points lost in all: { $points }, in { $n } indicator.
        *[other] Points lost in all: { $points }, in { $n } indicators.
    }
known-points-lost-in = { $n ->
        [one] Points that are seen to be lost: { $points }, in { $n } indicator.
        *[other] Points that are seen to be lost: { $points }, in { $n } indicators.
    }
no-reason = The score table gives no reason or basis.
lost-points-in-groups = { $n ->
        [one] Points lost in all: { $points }, in { $n } part.
        *[other] Points lost in all: { $points }, in { $n } parts.
    }
nothing-lost = No indicator that the report lists lost points.
nothing-lost-by-group = No part lost points.
nothing-lost-of-known = { $known ->
        [one] The { $known } item of which it can be seen lost no points.
        *[other] The { $known } items of which it can be seen lost no points.
    }
lost-untold = { $untold ->
        [one] { $untold } other item has no score listed or no weight of its own: whether it lost points cannot be seen.
        *[other] { $untold } other items have no scores listed or no weights of their own: whether they lost points cannot be seen.
    }
lost-told-in-words = { $untold } more have no score or no weight of their own, so that points lost cannot be seen from these; where the score table gives a basis or a reason, it may tell.
lost-nowhere-else = Full marks less these points are the total: indicators that are not listed lost none.
lost-elsewhere-untold = This is only a part of the score table; whether indicators that are not listed lost points cannot be seen.
cannot-tell-without-weights = No weights of the items that have scores are set out, so there is no telling where points were lost.
title-lost = { $name }: points lost, and why
title-lost-by-agency = { $name }: points lost, and why, by agency
losses-lead = Each cell is the share of the points of a part that was lost, rounded half up to one decimal; it leads to the projects that lost them and to the reasons or bases that their score tables give. Only indicators whose weight and score are both known are counted. The largest share of a table has a bar of full length.
losses-by-year = By year
losses-by-agency = By agency
losses-points = { $lost } of { $weight } points
losses-of-items = { $items ->
    [one] 1 item
   *[other] { $items } items
} lost points; { $n ->
    [0] the score table gives a reason or basis for all
   *[other] the score table gives no reason or basis for { $n }
}
losses-in-row = on { $items ->
    [one] 1 item
   *[other] { $items } items
}; { $n ->
    [0] the score table gives a reason or basis for all
   *[other] the score table gives no reason or basis for { $n }
}
losses-unknown = Cannot be told
losses-others = The { $shown } agencies with the most points at stake; { $n } more are in the list.
losses-all = All points lost, with the reasons or bases that score tables give
losses-of-project = The scores and the report of this project
lost-list-lead = Which projects lost points in which part, by which indicators, and what their score tables say about it.
disagreements = Where figures do not agree
disagreements-lead = How many differences there are in the reports of each agency, year by year, and what they are about. The cell with the most has a bar of full length.
disagreements-table = Differences by agency, year and subject
disagreements-kinds =
    { $n ->
        [one] { $n } difference by subject, { $explained } explained
        *[other] { $n } differences by subject, { $explained } explained
    }
disagreements-kinds-head = Subject
disagreements-kind = { $kind }{"\u00A0"}({ $n })
disagreements-n = { $n }
disagreements-earlier = Before { $year }
disagreements-explained = Explained
disagreements-unexplained = Not explained
disagreements-n-unexplained = { $n } not explained
disagreements-explained-of = { $explained } of { $n } ({ $share })
disagreements-others = The { $shown } agencies with the most differences.
region-tree-lead = Every region has a tile of the same size, whatever its area. A region stands below the one it belongs to, further in, and is counted there too.
cannot-tell-lost = No item scores are set out here, so there is no telling where points were lost.
nothing-lost-in-all = Full marks; no item scores are set out here, so there is no telling how they came about.
checks-found = { $found }. A difference is a contradiction within the report; a doubt is an apparent contradiction or a figure that could not be compared, for the reader to judge; a remark is on something to notice or not said clearly. “As printed” is what the report says; “as recomputed” is what it says elsewhere, or what its other figures and bands come to. The report is shown unchanged.
n-hold = { $n ->
        [one] { $n } check that holds
        *[other] { $n } checks that hold
    }
holds = What holds
what-is-checked = What is checked
abridged-table = The words of the table are retold; the figures are those of the report.
abridged = The text is retold and shortened; the figures are those of the report.
evaluation-date = Date of evaluation
excerpts = Where the report says it
n-more-places = and { $n ->
    [one] one more place
   *[other] { $n } more places
}
between-name-and-quantity = {": "}
between-places = {" "}· {""}
between-divided = {" ÷ "}
between-multiplied = {" × "}
between-added = {" + "}
between-taken-off = {" − "}
place-ladder = Steps of the scale
bands-printed = Grades as the report prints them
unscored-what = This evaluation has no score. That does not mean a score of 0.
total-only-what = No item scores are set out here.
adjustments = Bonus and deductions
statements = The same scores in several places of the report
statements-caption = The same scores in several places of the report, beside the recomputed ones
statement-of = Score of
score-differs = {" "}(differs from the recomputed score)
grade-differs = {" "}(not the grade of this score)
not-stated = not stated
evaluators = Evaluators
evaluator = Person
organisation = Organisation
evaluator-role = Part
evaluator-score = Score given
overall-goal = Overall goal
goal-actual = What was achieved
report-silent = Not set out separately in the report.
targets-caption = Targets and what was achieved
targets-alone-caption = Targets
target = Target
funds-table = Table of funds
picture-years = "{ $title }" over the years ({ $rater }, scored by "{ $rubric }", full marks { $maximum })
picture-funds = Expenditure and the other amounts
money-flow = Where the money came from and went (all bars to one scale; hatched where the report is silent)
money-left = Not spent ({ $basis } less expenditure)
money-not-told-apart = Not told apart
grade-excellent = excellent
grade-good = good
grade-fair = fair
grade-poor = poor
grade-pass = pass
grade-fail = fail
finding-rule = Rule: { $rule }
finding-in-report = See the words of the report
in-sentences = In sentences
picture-spent-share = { $rate } of it spent
funds-row = Item
funds-caption = Funds (unit: { $unit })
funds-caption-blank = Funds (unit: { $unit }; blank: not in the report)
contents = { $n ->
        [one] Contents ({ $n } section)
        *[other] Contents ({ $n } sections)
    }
problems = Problems
project-facts = About the project
disclosure = Disclosure record
originals = Original documents
history = Over the years
history-rubrics-differ = Not all years were evaluated by one rubric: scores by different ones cannot be compared.
history-all = All { $n } years
history-of = { $title } ({ $n } years)
history-span = { $from }–{ $to }, { $n } years
history-score-more = up { $by } on { $year }
history-score-less = down { $by } on { $year }
history-score-same = as in { $year }
history-other-rubric = { $year }: another rubric, not compared
history-other-rater = { $year }: another rater, not compared
history-other-period = { $year }: another length of time, expenditure not compared
history-other-maximum = { $year }: other full marks, not compared
history-spent-more = spending up { $by } on { $year }
history-spent-less = spending down { $by } on { $year }
history-spent-same = spending as in { $year }
history-outcomes = What came of it, year by year (as the reports print it)
history-repeated = Found in more than one year
repeated-in = in
not-marked = not marked
title-of-series = { $title } ({ $agency }), year by year
describe-series = Scores, money and checks of "{ $title }" of { $agency }, year by year.
kind-series = Years of a project
series-earlier = Titles in other years:
section-series = Projects over the years
history-compare = Compare the years side by side
this-page = this page
revised = { $n ->
        [one] Revised once since publication, on { $date }
        *[other] Revised { $n } times since publication, the last time on { $date }
    }
revisions = Revisions
cite-and-download = Citation and data
page-data = Data of this page (JSON)
others = Other projects of the same agency
compare-with-this = compare with this one

# Data downloads
data-files = Files
data-files-caption = Files to download
data-files-name = File
data-content = Content
data-about-csv = CSV files are in UTF-8 and open in any spreadsheet. An empty cell means that the report has nothing there; it does not mean 0. A text that begins with =, +, -, @ or another character that would make it a formula has a ' before it, which a program that reads it takes off; columns of numbers are as they are, negative ones too.
data-licence = Licence: { $name }.
data-tables = The columns of each table
data-n-columns = { $n ->
    [one] 1 column
   *[other] { $n } columns
}
data-columns = Meaning of the columns: { $table }
data-column-name = Column
data-column-meaning = Meaning

# Comparison
compare-lead = Two to four projects side by side. Scores by different rubrics are not compared.
compare-needs-script = The comparison needs scripts to run in the browser. You can open the projects one by one instead:
compare-offline = A page opened from a disk cannot read data; use the address of the web site. You can also open the projects one by one:
compare-choose = Choose projects
compare-how = Pick two to four projects in a list and press the button below it; or choose “Compare” on a project's page; or fill in the addresses of projects below (or their ids, such as { $example }), one in each box.
compare-find = Find them in the list of all projects
compare-first = First project
compare-second = Second project
compare-third = Third project (may be left empty)
compare-fourth = Fourth project (may be left empty)
compare-submit = Compare
compare-not-understood = “{ $text }” is not the address or id of a project.
compare-reading = Reading…
compare-not-read = Project { $id } could not be read; please check its id.
compare-same-rubric = Pick one by the same rubric
compare-too-many = At most four stand side by side; these are the first four.
compare-pick = Pick "{ $title }" for the comparison
compare-picked = Compare what is picked (two to four)
compare-one-more = Choose one more project to compare them.
compare-with-earlier = Compare with those chosen before: { $titles }
compare-score-printed = Score (as printed)
compare-score-recomputed = Score (recomputed)
compare-grade-printed = Grade (as printed)
compare-parts = Scores of the parts
compare-not-comparable = These projects were evaluated by different rubrics. Their parts and weights differ, so the scores cannot be compared and are not shown here.
compare-rate = Execution rate (recomputed)
compare-found = Differences found
compare-differences = { $n }
compare-no-such-part = no such part
compare-not-recomputed = cannot be recomputed
compare-none-found = none

# Search
search-heading = Search projects
search-needs-script = The search needs JavaScript, which this browser does not run or has switched off. You can look through the lists instead:
search-offline = A page opened from a disk cannot search; use the address of the web site. You can look through the lists instead:
search-label = Name, agency, amount or any words of a report
search-filters = Filters
search-sort = Sort
search-years = Years
search-amounts = Budget (× 10,000 yuan)
search-range-from = from
search-range-to = to
search-facet-find = Find: { $name }
search-facet-more = { $n } more; type a name to find them
search-none-department = No department stated
search-none-region = No region stated
search-none-rater = Not evaluated
search-none-rubric = No rubric
search-from = Year: from { $value }
search-to = Year: to { $value }
search-least = Budget: at least { $value } × 10,000 yuan
search-most = Budget: at most { $value } × 10,000 yuan
sort-relevance = best match
sort-score = highest score
sort-score-up = lowest score
sort-score-what = Scores of projects with different rubrics cannot be compared, so each rubric stands by itself.
sort-budget = largest budget
sort-budget-up = smallest budget
sort-rate = highest execution rate
sort-rate-up = lowest execution rate
sort-year = newest year
sort-year-up = oldest year
search-help = How to search
search-what = You can look for the name of a project, an agency (by its full, short or former name), a region, an amount, a score, a document number, or any sentence of a report.
search-how = Of several words, separated by spaces, all must be there. Traditional and simplified, full-width and half-width characters, thousands separators, quotes and brackets make no difference.
search-for-example = For example:
search-example-1 = service
search-example-2 = evaluation satisfaction
search-only-filters = You can also filter by year, agency, grade and so on without any words.
search-chosen = Filters chosen
search-results = Results
search-failed = The search did not finish; please check the connection and try again. You can look through the lists instead:
search-searching = Searching…
search-further = Reading further results…
search-found = Results: { $n }
search-found-about = Results: about { $n }
search-value = { $name } ({ $n })
search-value-about = { $name } (about { $n })
search-filter = { $name }: { $value }
search-remove = Remove the filter { $filter }
search-aliases = Also looking for: { $names }
search-parts = No report has { $words } in one piece; these results have { $parts }.
search-meant = Nothing was found for { $words }; these are the results for “{ $meant }”.
search-its-page = All projects of the agency or region:
search-only = Only “{ $word }”
search-none-heading = What to try
search-only-unfiltered = Remove all filters, only “{ $word }”
search-unfiltered = Remove all filters
search-without = Without “{ $filter }”
search-quoted = “{ $word }”
search-none-words = No project was found whose page has { $words }.
search-none-filters = { " " }The filters were: { $filters }.
search-did-you-mean = Did you mean:
search-none-browse = Or look through the lists:
search-pages = Pages of results
search-page = Page { $page }
search-take = Download these results (CSV)
search-taken = Projects downloaded: { $n }
search-take-less = These results have to be checked one by one; more than { $n } cannot be downloaded. Please narrow the search.
search-take-failed = The download failed; please try again.

# Data
table-projects = Projects
table-indicators = Indicators and scores
table-statements = Weights, scores and grades stated elsewhere
table-funds = Funds
table-rates = Rates
table-claims = Figures of the prose
table-findings = Findings
table-evaluations = Evaluations
table-targets = Targets stated apart from the score table
table-rubrics = Rubrics
table-grades = Grades of the rubrics
table-rules = Rules
data-package = Description of the data (Frictionless Data Package)
data-schema = Form of each project's data.json (JSON Schema)
json-tables = Form of the tables as JSON (JSON Schema)
data-workbook = All tables, a sheet each (XLSX)
sheet-notes = Notes
sheet-figures = Figures show the digits that are printed: 83.00 does not become 83; recomputed ones show all that they have. Rates have their per cent sign and are stored as text.
sheet-empty = An empty cell means that the report has nothing there; it does not mean 0.
sheet-limits = Limits of spreadsheets: a number of more than 15 digits is stored as text; a text of more than 32767 characters is cut where "…" stands; a table of more than 1048575 rows goes on in the next sheet. The CSV files have no such limits.
sheet-table = Sheet
sheet-column = Column
data-archive = The tables as CSV with their descriptions, in one archive (a Frictionless data package)
data-example = Example: reading these tables with pandas and DuckDB (Python)
data-example-title = Reading the data with a program
data-example-how = Install pandas and DuckDB and run this beside the downloaded tables, or paste it into a Jupyter notebook; it needs no network. The whole file:
data-example-what = Three questions to the tables in this folder. First: pip install pandas duckdb
data-example-exact = Every cell is read as text, so no digit is lost; sums are of exact decimals
data-example-lost = Points lost under each first-level indicator: items whose weight and score are both printed; rubrics are never added together
data-example-money = Budget and expenditure of each year, in yuan: projects that state both; years are never added together
data-example-found = How many findings of each kind there are, and how many are explained
data-catalog = Catalogue for open data portals (DCAT)
data-project = Project: year/slug, also its address
data-year = Year
data-title = Title
data-agency = Key of the agency
data-agency-name = Present name of the agency
data-agency-printed = Name of the agency as printed, where it differs
data-department = Key of the department
data-department-name = Department
data-other-departments = Keys of further departments, separated by "; "
data-other-department-names = Further departments, separated by "; "
data-region = Region code
data-region-name = Region
data-rater = Who rated
    .what = self, department, finance or third-party
data-rubric = Key of the rubric
data-scoring = How much of the scoring is published
    .what = itemised: all item scores; partial: some of them; total-only: none; unscored: no score at all
data-score-printed = Total score as printed
data-score-recomputed = Score recomputed from the items
data-maximum = Full marks
data-grade-printed = Grade as printed
data-grade-recomputed = Grade that the recomputed total earns
data-unit = Unit of amounts
    .what = the Chinese word for yuan, or for ten thousand yuan
data-planned = Planned investment
data-budget = Initial budget
data-adjusted = Adjusted budget
data-received = Funds received
data-spent = Expenditure
data-findings = Number of findings
data-evaluation = Number of the evaluation
data-row = Row of the score table
data-level = Level of the indicator
data-path = Path of the indicator
data-file = The file it stands in, from the folder of the project on; where it lies elsewhere, from that of the site
data-name = Name
data-weight = Weight
data-weight-over = Groups covered by a merged weight cell
data-score = Score as printed
data-not-applicable = Treatment if not applicable
    .what = no-weight, full-marks or renormalised
data-target = Target
data-actual = Actual
data-direction = Direction
    .what = ≥, ≤, =, >, < or, for a target that is no number, the Chinese word for qualitative
data-value = Target as a number
data-actual-value = Actual as a number
data-value-unit = Unit of the target
data-explanation = Explanation
data-standard = Standard
data-basis = Basis
data-deviation = Reason for the deviation
data-reason = Why points were lost, said elsewhere in the report
data-part-of = Part of the row
data-cells-printed = Cells as printed, where not plain digits
data-kind = Kind of row
    .what = total, source or item
data-code = Code
data-place = Place in the report
data-label = What the report calls it
data-numerator = Numerator
    .what = a column of the table of funds: spent
data-denominator = Denominator
    .what = a column of the table of funds: budget
data-rate-printed = Rate as printed
data-rate-recomputed = Rate recomputed, half up to two decimals
data-rule = Rule
data-severity = Level
    .what = difference, doubt or remark
data-line = Line
data-column = Column
data-message = What it says
data-printed = As printed
data-recomputed = As recomputed
data-note = Note published with it
data-number = Number
data-of = Path of the indicator, or the total
data-grade = Grade as printed
data-speaks-of = The quantity it speaks of, by its author's mark
data-address = Address of the page; from the root of the site where the site does not know its own address
data-grade-rank = Place of the grade among those of its rubric, 1 the best; the table of rubrics says how many there are
data-planned-yuan = Planned investment in yuan
data-budget-yuan = Initial budget in yuan
data-adjusted-yuan = Adjusted budget in yuan
data-received-yuan = Funds received in yuan
data-spent-yuan = Expenditure in yuan
data-differences = How many of them are differences
data-doubts = How many of them are doubts
data-remarks = How many of them are remarks
data-explained = How many of the findings are explained
data-is-leaf = Whether no indicator stands below the row, true or false; only such rows add up to totals
data-leading = Whether the page leads with this evaluation, true or false
data-organisation = Organisation that evaluated
data-date = Day of the evaluation
data-indicators-partial = Whether only a part of the score table is published, true or false
data-target-kind = Kind of target, as printed
data-ladder = What would earn each grade, the best first, separated by "; "
data-document = Document it comes from
data-description = Description
data-grades = How many grades there are
data-grade-name = Grade
data-other-words = Other words for the same grade, separated by "; "
data-from = Lowest score, included; empty where there is no limit
data-until = Highest score; empty where there is no limit
data-until-included = Whether the highest score is included, true or false
data-what = What it looks at
data-why = Why it matters
data-fix = What to do
data-family = What the rule is about
json-what = The data of a project (data.json)
json-how = What the report does not have, or what cannot be recomputed, has no property; that never stands for 0. Figures are texts, those of the report with the digits that are printed.
json-schema = The file that describes the form of this one
json-name = Name
json-agency = Agency that carried the project out
json-department = Department that supervises it, the first of several
json-other-departments = Further departments that supervise it
json-region = Region
json-evaluations = Evaluations, in the order of the report
json-funds = Totals of the funds
json-leading = Which evaluation the page leads with, counted from 0
json-years = The same project in each year, in the order of years
json-sources = Files of the original report
json-source-file = Name of the file
json-source-address = Address of the file, relative to this one; not there where the file is not published
json-source-title = Title of the file
json-sha256 = SHA-256 digest of the file; not there where there is no such file
json-revisions = Revisions after publication
json-revision-date = Day of the revision
json-revision-reason = Reason of the revision
json-goals = Overall goals, in the order of the form
json-goal-name = What the goal is called, where there are several
json-instead-of-score = Why there is no score: it is not listed, or does not apply
json-checks-that-hold = How many checks hold
json-rate = Execution rate
json-formula = Numerator ÷ denominator
json-figure = A figure as a text: one of the report has the digits that are printed, 83.00 does not become 83; a recomputed one has all that it has, no more
json-count = A count or a number in a sequence, as a text
json-rater-text = Who rated, in words
json-groups = Indicators of the first level
json-group-score = Score, recomputed from the items, or as printed where it cannot be

cli-no-content = there is no content folder { $path }; run this in the site's folder, or name it with --root, or make a new site with gongshi init
cli-no-settings = there is no { $path }; it tells the site's name, at least one line: title = "…"
io-not-found = there is no such file or folder
io-permission-denied = permission denied
io-storage-full = the disk is full
io-read-only = it can only be read there
io-is-a-folder = it is a folder, not a file
io-not-a-folder = a part of the path is not a folder
io-invalid-name = the name is too long, or has characters that cannot be used
io-port-taken = the port is taken
usage = usage: { $usage }; add --help to see what each is
usage-help = add --help to see how it is written
usage-unknown-command = there is no command "{ $names }". { $help }
usage-unknown = "{ $names }" is not known here. { $help }
usage-missing = missing: { $names }
usage-twice = "{ $names }" can be given only once
usage-conflict = "{ $names }" cannot be given with "{ $others }"
usage-no-value = "{ $names }" needs a value
usage-value = "{ $value }" cannot be the value of "{ $names }": { $detail }
usage-value-of = "{ $value }" cannot be the value of "{ $names }", which is one of { $known }. { $help }
cli-not-there = There is no { $path }: check its name and its folder
cli-cannot-read = cannot read { $path }: { $detail }
cli-cannot-write = cannot write { $path }: { $detail }
cli-cannot-make = cannot make the site: { $detail }
cli-cannot-print = cannot print: { $detail }
cli-stage = { $stage }: { $seconds } s
stage-read = Reading
stage-check = Checking
stage-write = Making and writing
cli-built =
    site made: { $files ->
        [one] { $files } file
        *[other] { $files } files
    }, { $written } written, { $unchanged } unchanged, { $removed } removed; in { $path }, { $seconds } s
cli-more-warnings = { $n ->
        [one] and one more warning
        *[other] and { $n } more warnings
    }
cli-see-check = for each in full: gongshi check
cli-not-built = no site was made and nothing was written: correct the errors above, or acknowledge what the report really says
cli-out-sources = cannot write to { $path }: it is, holds or lies in the folder of the content; name another with --out
cli-out-foreign = cannot write to { $path }: it has files that gongshi did not make; name another folder with --out, or empty it first
cli-out-unknown =
    cannot write to { $path }: beside the site, others have put { $count ->
        [one] something
        *[other] { $count } things
    } there: { $paths }. To keep them, name them in content/site.toml, keep = ["CNAME", "uploads/"]; else move them away first
cli-out-ours = cannot write to { $path }: { $kept }, which keep in content/site.toml names, is the site's own
cli-out-mounted = cannot write to { $path }: another file system is mounted on { $folder }, and a mounted folder cannot be replaced; name a folder without one with --out, or unmount it
cli-kept = kept, of what others put there: { $paths }
cli-changed-meanwhile = { $path } was changed while the site was made; nothing was written, build again
cli-out-busy = another build is writing to { $path }; try again when it has finished
cli-serving = preview: { $address } (Ctrl-C ends it)
cli-port-busy = port { $port } is taken, using the next free one
cli-not-shown = there are errors; the preview still shows the last good content and follows when they are corrected
cli-checking = still to be checked: { $n } of { $all } projects
cli-looked-again =
    { $count ->
        [0] updated ({ $seconds } s)
       *[other] updated ({ $seconds } s): { $paths }{ $more ->
            [0] {""}
           *[other] {" "}and { $more } more
        }
    }
cli-cannot-serve = cannot preview: { $detail }
cli-cannot-watch = changes to files cannot be watched for now, so the files are read again every second: { $detail }
cli-watching = changes to files are watched for again
cli-no-rule = there is no rule "{ $rule }"; gongshi explain lists all rules. { $help }
cli-unknown = there is no { $kind } "{ $name }". { $help }
cli-bad-id = "{ $id }" cannot be a project's address: write <year>/<slug>, the slug in lower-case letters, digits and hyphens, as in 2023/haikou-zwfwzx-zhsw
cli-no-id = say the address of the project: gongshi new <year>/<slug>, such as gongshi new 2024/hotline; on a terminal, gongshi new alone asks for everything
cli-exists = { $path } exists already and was left as it is
cli-created = created { $path }: fill in project.toml and report.md from the report, then run gongshi check
cli-no-manifest = { $path } has no manifest.json written by gongshi to compare with
cli-file-changed = changed: { $path }
cli-file-missing = missing: { $path }
cli-file-extra = extra: { $path }
cli-verified =
    { $path } is as its manifest says: { $files ->
        [one] { $files } file
        *[other] { $files } files
    }
cli-differs =
    { $path } is not as its manifest says: { $files ->
        [one] { $files } file
        *[other] { $files } files
    } listed, { $differences ->
        [one] { $differences } difference
        *[other] { $differences } differences
    }

# explain
explain-what = What it looks at
explain-why = Why
explain-fix = What to do
explain-bad = Wrong ({ $path })
explain-good = Right ({ $path })

# new
new-head = Write what the report prints. Lines that begin with # are not filled in yet: fill in the value and take the # away; leave out what the report lacks, never write 0 for it. content/README.md explains every key.
ask-title = Title of the project, as the report prints it:{" "}
ask-agency = Agency (number, id or name; Enter to leave it open):{" "}
ask-rubric = Rubric (number, id or name; Enter to leave it open):{" "}
ask-year = Year (four digits):{" "}
ask-year-again = That is no year: write four digits, such as 2024
ask-slug = Short name in the address (lower-case letters, digits, hyphens; Enter for { $proposed }):{" "}
ask-again = There is no "{ $said }". { $help }
init-done = created { $path }, which builds as it is. What to do next{ $folder ->
        [here] {""}
       *[other] , in its folder: cd { $folder }
    }:
    gongshi serve            see the example in a browser
    gongshi import FOLDER    make drafts of the reports that you have as Word or Excel files
    gongshi new              without a file, start a project from a rubric
    gongshi check            be told, place by place, what is still to be done
    gongshi build            make the site, in public/
  First put your own name into site.toml and your agencies into agencies.toml; { $readme } says how.
  The example is { $example }; delete it when you need it no more.
workbook-project = project
workbook-number = row
workbook-above = row of the sheet "{ $sheet }"
workbook-sum = sum
workbook-sum-of-level = sum of level { $level }
workbook-help = Fill in the white cells; select a cell to see what belongs there, and open it where there are words to choose from. Write what the report prints: 397.80, not 397.8; leave empty what it lacks, never write 0 for it. Each sheet is a table, named below; the small grey words are for the program. The column "row of the sheet …" says which row of that sheet a line belongs to, such as the source that a rate is of. Save the file and give it to whoever has gongshi: gongshi import this file.
cli-created-workbook = wrote { $path }: when it is filled in, read it back with gongshi import { $path }
cli-broken-project = project.toml of { $id } has a syntax error, so no workbook can be made of it: run gongshi check and correct what it says
import-other-workbook = This is a workbook of gongshi, but its first sheet is missing, or one is not known (another version may have written it): write it again with gongshi new --xlsx
import-row-of-nothing = row { $row } does not say which row of the sheet above it belongs to, or there is none such: write it where it belongs, or make sure that it is not needed
new-indicators = Score table: add weight and score to each row from the report
new-report =
    ## 项目基本情况

    ## 评价结论

    ## 存在的问题和建议

# serve
serve-trouble = There are errors in the content; correct these first
serve-blind = changes to files cannot be watched for now; they are looked for every second
serve-close = Close
serve-staff-title = Findings, for staff
serve-staff-public = Show as the public sees it
serve-staff-open = Findings
serve-staff-copy = Click to copy the place
serve-staff-copied = Copied
serve-staff-note = Note:{" "}
serve-staff-none = There is nothing to look at on this page.
serve-staff-shown = The public sees these too
serve-staff-staff = Only staff see these
serve-not-found = There is no such page
serve-forbidden = The preview can be opened from this machine only
serve-not-allowed = The preview can only be read
serve-checking = Checking, { $n } projects to go
serve-checking-wait = This page needs the checks of all projects that it tells of and appears once they are done. The page of each project can be opened now; the newest are:
serve-bad-address = Bad address
title-paged = { $title } (page { $page })
all-of-grade = { $n ->
        [one] See the project
        *[other] See all { $n } projects
    }

recomputed = recomputed
no-evaluation = no evaluation set out
answer-recomputed-score = No total is set out here; the items add up to { $score } of { $maximum } points.
answer-groups-only = Of this evaluation the scores of the parts are set out here, not those of the items.
answer-nothing-checked = The figures of this report were not checked: those of its tables do not bear on each other, and those of its text are not marked.
place-of-rater = { $rater }, { $place }
place-in-evaluation = evaluation { $number }, { $place }
differs-error = differs
differs-warning = doubtful
differs-notice = remark
not-applicable-no-weight = not applicable, no weight
not-applicable-full-marks = not applicable, full marks
not-applicable-renormalised = not applicable, others scaled up

# Importing
import-head = Draft made by gongshi import from "{ $file }": compare it with the original; deal with each line that says import, then delete it
import-in-text = text
import-in-table = table { $table }, row { $row }, column { $column }:{" "}
import-in-sheet = sheet "{ $sheet }", row { $row }, column { $column }:{" "}
import-unplaced-column = { $count } cells of the column "{ $head }" were not placed: write them where they belong, or make sure that they need not be written
import-unread-scores = This table ({ $heads }) looks like one of scores; it was not understood and stands in the narrative as it is: write its scores to indicators
import-unplaced = "{ $text }" was not placed: write it where it belongs, or make sure that it need not be written
import-said-otherwise = { $count ->
        [one] A cell of this table says
       *[other] { $count } cells of this table say
    } something else than the same row of the score table: put them where they belong, or decide that they are not needed
import-not-in-table = "{ $name }" ({ $row }) has no row in the score table: write it in [[evaluations.printed]], or make sure that it need not be written
import-no-title = No title of a project was found, so the name of the file stands in: correct title
import-no-agency = agencies.toml has no agency "{ $name }", for now called { $id }: add the lines at the beginning of project.toml to it and fill in the region's code (to have another id, change both)
import-no-department = agencies.toml has no department "{ $name }", for now called { $id }: add the lines at the beginning of project.toml to it and fill in the region's code (to have another id, change both)
import-no-agency-named = No agency was found: write its id of agencies.toml as agency
import-rubric-unknown = The table of scores was not understood, so no rubric was written: write the name of a file in rubrics/ as rubric
import-no-rubric = There is no score table, and not exactly one rubric without scores: write the name of a file in rubrics/ as rubric
import-propose-rubric = No rubric has the first-level indicators and weights of the score table, for now called { $id }: save the lines at the beginning of project.toml as rubrics/{ $id }.toml and complete name, source and bands
import-title-of-report = The title is taken from the report's heading: "{ $title }"; no cell says 项目名称, so it may be another
import-years = The year is taken as { $year } (most often before 年度); the text also has { $others }
import-agency-spoken-of = The agency is taken as the first that the text speaks of, "{ $name }"; no cell says 实施单位, so it may be another
import-no-unit = No unit of the amounts is stated; 万元 was written, but it may be 元
import-no-rater = It is not stated who rated; self was written, but it may be department, finance or third-party
import-two-units = The unit of amounts was { $unit } before and is { $other } here: [funds] has one unit only, so the amounts here were not placed
import-two-groups = "{ $name }" comes again with a weight of its own and is read as another group; it may be the same
import-weight-over = The weight { $weight } is read as that of "{ $first }" to "{ $last }" together (the items add up to it); it may be of "{ $first }" alone
import-rate-of = The rate { $printed } is read as spent divided by { $to }; it may be by { $others }
import-total-of-only-row = The row of totals is empty, so the only row with amounts was taken; the totals may be others
import-tick = "{ $text }" is read as "{ $option }"; the mark is not clear, so it may be another
import-other-name = "{ $name }" is read as "{ $of }" of the score table (the same row under another name); it may be another item
import-two-grades = The grade is taken as "{ $grade }", here "{ $other }" is printed (kept too); the latter may be the one
import-rubrics = The rubric is taken as { $id }; { $other } fits as well
import-unused-rows = Rows of the template that were not filled in are left out: { $names }
import-signatures = Signatures are left out; evaluators are written by surname and post
import-too-large = The file is too large and was not read: at most { $most } MB
import-too-many-cells = The tables have too many cells and were not read: at most { $most }; divide the file
import-is-pdf = This is a file of fixed pages (PDF, OFD), of which tables cannot be read: use the Word or Excel file; where there is none, open it in WPS or Word, save it as .docx and compare the draft with it; where there is only a scan, fill in by gongshi new
import-is-picture = This is a picture, of which no text can be read: use the Word or Excel file, or fill in by gongshi new
import-is-rtf = This is an RTF file: open it in Word or WPS and save it as .docx
import-is-text-document = This is a document of LibreOffice or WPS (.odt): open it there, save it as .docx, and import that
import-is-archive = This is an archive: unpack it and import the files inside
import-is-web-archive = This is a page of the web kept in one file (.mht): open it in Word or WPS and save it as .docx
import-is-office-xml = This is a Word or Excel file in the form of XML: open it in Word, Excel or WPS and save it as .docx or .xlsx
import-is-binary-workbook = This is a binary workbook of Excel (.xlsb): open it in Excel or WPS and save it as .xlsx
import-not-text = This is no text: save it in UTF-8 or GB18030
import-unknown-kind = This kind of file is not known: save it as .docx, .xlsx, .csv or .txt
import-no-project = No report or form about a project was recognised in it; nothing was written
import-no-year = The year is not stated; nothing was written: say it with --year
import-written = The draft is in { $path }
import-same = The same as { $path }, which was left alone
import-beside = The project exists and was left alone; the draft is in { $path } (never published), with what differs in changes.diff
import-masked = { $count } pieces of personal data were masked; the original has them too and was not put in files/
import-named = The original has the full names of { $count } evaluators or project leaders, while the site shows surnames or posts only, so it was not put into files/; if it may be published, import it again with --with-names
import-nothing-there = there is no file to import in { $path }
import-without-ending = The original was not put into files/: its name does not say what kind of file it is; to publish it, save it as .xlsx, .docx or PDF
import-not-published = The original was not put into files/: the site does not publish such a .{ $ending } file; to publish it, save it as .xlsx, .docx or PDF
import-done =
    { $drafts ->
        [one] wrote 1 draft
       *[other] wrote { $drafts } drafts
    }, could not read { $refused } of the files. What to do next:
      1. not placed: { $left } (×); each begins with # import in its project.toml: write it where it belongs and delete the line
      2. agencies and rubrics that the site does not have: { $proposed } (+); add the lines at the beginning of each project.toml
      3. not sure: { $unsure } (?); compare them with the original
      4. gongshi check tells, place by place, what is still to be done
      5. gongshi serve shows the site in a browser; when it is right, gongshi build makes it
import-unread-files = Not read: { $files }
import-behind-table = What follows the last cell of table { $table } without a gap (from "{ $text }") is read as text
import-leftovers = { $count } marks left behind by a conversion (bookmarks, pictures) were taken off
import-captions = Titles above tables are left out of the text: { $captions }
import-no-funds = No table of funds was recognised: where the text tells amounts, write them in [funds]
import-no-scores = No score table was recognised: where the report has scores, write them in indicators
import-unfinished = not placed by the import: { $text }
    .title = import not finished
    .what = project.toml still has a comment of gongshi import that begins with "# import:": this part of the original stands nowhere yet.
    .why = What cannot be placed is not guessed. With one figure left out, the published table is not that of the report.
    .fix = Look at this part of the original; write it where it belongs, or make sure that it need not be written; then delete the comment.
import-is-empty = The file is empty (0 bytes): save or download it again
import-is-old = This is a file of Office 95 or older: open it in Word, Excel or WPS and save it as .docx or .xlsx
import-is-locked = The file has a password: open it in Word, Excel or WPS, take the password off, and save it again
import-is-scan = It holds nothing but pictures (a scan): use the Word or Excel file, or fill in by gongshi new
import-damaged = The file is damaged, or not from Word or Excel: open it in Word, Excel or WPS and save it again
import-too-deep = The file is deeper or longer than any report and was not read
import-insertions = Tracked insertions were kept ({ $count })
import-deletions = Tracked deletions, of words and rows, were left out ({ $count })
import-hidden = Hidden words and rows were left out ({ $count })
import-struck = Words that are struck out were left out ({ $count })
import-of-sheet = Sheet "{ $sheet }":{" "}
import-pictures = Pictures were not imported ({ $count })
import-charts = Charts were not imported ({ $count }): where no table has their figures, add them from the original
import-objects = Embedded objects were not read ({ $count }: { $places }): where they hold tables, open them in Word or Excel by a double click, copy the table into the text of the file, and import it again
import-comments = Comments were left out ({ $count }: { $places }): what of them belongs to the report, write where it belongs
import-covered = What merged cells cover is not seen and was left out ({ $count } cells: { $places })
import-margins = Words of headers and footers were left out: { $words }
import-unread-numbers = Automatic numbers of lists could not be read and are left out ({ $count } paragraphs): add them from the original
import-unread-fields = What fields show (circled characters, equations, buttons) could not be read and is left out ({ $count }): add it from the original
import-unread-columns = Tables do not say in which columns their cells stand ({ $count }), and were read from left to right: compare the original
import-hidden-rows = Hidden rows were left out ({ $count }: { $places })
import-hidden-columns = Hidden columns were left out ({ $count }: { $places })
import-not-of-a-project = Of no project that is named, and not imported: { $names }
import-hidden-sheets = Hidden sheets were not read: { $names }
import-unread-formats = The number formats of { $count } cells (such as Chinese numerals) are not known; the stored numbers were written, so compare with the original
import-one-group = "{ $name }" has the same weight printed on every row and is read as one group; it may be several
import-joined-rows = A cell has an empty line in it, so two pieces are read as one row; they may be two
import-score-again = “{ $name }” does not say who scored again; written as finance (as department where finance has a column of its own); it may be department or third-party
import-mean-score = The column “{ $name }” is read as the scores (those of each expert were not written); there may be a score decided otherwise
import-score-over-weight = The scores are printed like "{ $printed }", read as the score before its weight (no score is more than its weight); it may be otherwise
import-weight-over-score = The scores are printed like "{ $printed }", read as the weight before its score (no score is more than its weight); it may be otherwise
import-weight-of-hundred = weights are printed in per cent ({ $printed }) and read as points of a hundred; where the scores are not weighted by them, compare with the original
import-turned = Table { $table } has its heads in the first column, and was read with a row for each item
import-continued = table { $table } is read as going on with table { $before }, and its rows are counted on
import-part-of = “{ $name }” stands behind 其中 and is read as a part of “{ $whole }”
import-year-of-title = the year { $year } is that of the title “{ $title }”; the text does not state one
import-no-evaluation = Nothing is said of an evaluation or of points: there is no [[evaluations]], and the indicators stand in [[targets]]; add one if there was any
import-year-of-name = the year { $year } is taken from the name “{ $name }”; the text states none
import-unread-formulas = { $count } cells hold formulas without what they come to, which were left out ({ $places }): open the file in Excel or WPS, save it, and import it again
import-names = The text has { $count } full names of evaluators or project leaders, while the site shows surnames or posts only: write their posts

# Keys of the files
key-site-title = name of the site
key-site-description = what the site publishes, in a sentence or two
key-language = language of the site, Chinese if not given
key-base_url = whole address of the site, ending in /; used only where whole addresses are needed
key-base_path = path of the site on its host, such as /xxgk/pingjia/; used for the 404 page only
key-government = what a government site must state; only what is given is shown
key-site_id_code = code in the register of government sites: 10 digits, bm and 8, or N and 9
key-domain = domain of the government site, without http:// and path
key-site_name = name of the whole government site, by default title
key-organizer = organisation that runs the site for the publisher
key-icp = number of the ICP record
key-police_record = number of the record with the public security organs
key-identity_link = whole address of the mark of a party or government body
key-error_report_link = whole address where errors of government sites are reported
key-hotline = number of the government's hotline
key-column = the column of the government site that this site is
key-column-name = name of the column, by default title
key-column-description = description of the column, by default description
key-keywords = keywords of the column
key-column-type = category of the column, such as "信息公开"
key-site-publisher = the publisher
key-site-contact = how to reach the publisher: office telephone, mailbox
key-theme = theme, the name of a folder in themes/
key-names = how names of people are shown: surname, full, or none (posts only)
key-keep = what others put into the output folder and every build keeps, such as "CNAME", "uploads/"
key-allow_links = other folders that symbolic links of the content may lead to
key-attachments = further kinds of attachments that may be published, such as "ofd", "doc"
key-mail_domains = domains of the publisher's own mailboxes; others are masked
key-licence = licence of the data
key-licence-name = name of the licence
key-licence-url = whole address of its text
key-citation = form of citations; agency, title, year, site and address in braces are filled in
key-rules = levels of rules: error, warning, notice, off; for one project, in a table of its name
key-search = search
key-search-aliases = short names: whoever searches the left also finds the right
key-thresholds = limits of the checks
key-over_achievement = per cent of a target from which an actual value counts as far beyond it, by default 130%
key-regions = administrative regions (GB/T 2260)
key-regions-code = six digits
key-regions-name = name of the region
key-parent = code of the region it belongs to
key-agencies = agencies and departments
key-agencies-id = its key and address: lower-case letters, digits, hyphens; never changed once published
key-agencies-name = present name
key-agencies-region = code of its region
key-codes = codes of the budget unit that reports print before the name
key-short_names = short names, known to search and import
key-former_names = names it had before
key-former_names-name = name it had
key-former_names-from = first year
key-former_names-to = last year
key-successor = id of the agency that took over
key-rubric-name = name of the rubric
key-rubric-source = number of the document it comes from
key-rubric-description = what it is, in plain words
key-rubric-maximum = full marks, 100 if not given
key-bands = bands, best first
key-bands-grade = the grade
key-bands-aliases = other words for the same grade
key-bands-from = lowest score, included
key-bands-to = highest score, included; give this or below
key-bands-below = score that it stays below
key-rubric-indicators = indicators in the order of the form
key-rubric-indicators-name = name of the indicator
key-aliases = other names
key-rubric-indicators-weight = weight, where every report must have this one
key-adjustable = true: a report may give it another weight in special cases; that is a notice, not a difference
key-required = true: every report must have it
key-open = true: indicators that the rubric does not name may stand below it
key-rubric-adjustments = bonuses and deductions
key-rubric-adjustments-maximum = the most points, negative for deductions
key-sections = sections that reports must have: of each group, one word must stand in a heading
key-project-title = name of the project as the report prints it
key-year = year of the project, as its folder
key-agency = the agency's id in agencies.toml
key-agency_printed = the agency's name as printed, where it is not its present one; must be in agencies.toml
key-department = the department's id in agencies.toml; several as a list
key-department_printed = the department's name as printed, where it is not its present one
key-project-region = code of the region, by default the agency's
key-kind = type of project, such as "经常性项目"
key-code = code, as printed
key-series = one name for the same project in every year (lower-case letters, digits, hyphens), such as "hotline"
key-period = period of the project
key-period-from = first day
key-period-to = last day
key-project-basis = documents it rests on
key-contact = the project's leader or contact
key-contacts = other contacts
key-post = post, always given
key-name = name
key-contact-name = full name, only where the site shows full names
key-contacts-name = full name, only where the site shows full names
key-evaluators-name = full name, only where the site shows full names
key-surname = surname
key-phone = office telephone; never a mobile number
key-address = office address
key-postcode = postal code
key-abridged = true: the narrative is shorter than the report; the page says so
key-funds = funds
key-funds-unit = unit of every amount: 元, 千元, 万元 or 亿元
key-funds-sources = by source, a row each
key-items = by item of expenditure, a row each
key-part_of = name of the row that this one is a part of
key-parts_partial = true: only some of its parts are listed
key-sources_partial = true: only some of the sources are listed
key-items_partial = true: only some of the items are listed
key-planned = planned investment
key-budget = initial budget
key-adjusted = adjusted budget
key-received = funds received
key-spent = expenditure
key-rates = rates as printed, such as the execution rate, with their denominators
key-rates-place = where the report prints it
key-rates-label = what the report calls it
key-rate-place = where the report prints it
key-rate-label = what the report calls it
key-rates-of = numerator: which amount
key-rates-to = denominator: which amount
key-rate-of = numerator: which amount
key-rate-to = denominator: which amount
key-rates-printed = as printed, such as "89.74%"
key-rate-printed = as printed, such as "89.74%"
key-goals = overall goals of the year
key-goals-name = name of the goal, where there are several
key-weight = weight as printed
key-score = score as printed
key-expected = what was expected
key-goals-actual = what was achieved
key-targets = targets of a table without weights
key-targets-kind = kind of indicator, such as "产出指标"
key-targets-name = name of the indicator
key-target = target of the year as printed
key-actual = actual value as printed
key-direction = how the target is meant
key-value = number of the target
key-actual_value = number of the actual value
key-rubric-indicators-unit = unit of target and actual
key-targets-unit = unit of both values
key-indicators-unit = unit of both values
key-ladder = what would be 优, 良, 中 and 差, in this order
key-evaluations = evaluations, one each: self first, then finance
key-rater = who rated: self, department, finance or third-party
key-evaluations-rubric = rubric, the name of a file in rubrics/
key-evaluations-place = what the report calls the score table
key-organisation = name of the organisation that rated
key-evaluations-date = day of the evaluation
key-evaluations-score = total score as printed
key-grade = grade as printed
key-evaluations-maximum = full marks, by default the rubric's
key-bands_printed = the report's own words about its grades
key-table_of = whose table it shares, with a column of its own there
key-indicators = the score table, row by row in the order of the form
key-level = level, 1 for the outermost
key-indicators-name = name of the indicator
key-label = what the report prints here, where it is not the name
key-of = path of the indicator, such as "项目绩效/项目产出"; "总分" for the total
key-weight_over = how many groups of this level the merged cell of the weight covers
key-scores = the scores of several raters, where the table has a column for each
key-self = score by the agency itself
key-scores-department = score by the department
key-finance = score by the finance bureau
key-third-party = score by a third party
key-not_applicable = how an indicator that does not apply is treated: no-weight, full-marks or renormalised
key-not_applicable_printed = how the report says so, such as "不涉及"
key-explanation = what the indicator is about
key-standard = how it is scored
key-basis = basis of the score
key-rate = of a row that is a rate of the funds: the rate as printed, with its two amounts
key-deviation = deviation and its reasons, a column of the table
key-reason = why points were lost, where the report says so outside the table
key-indicators_partial = true: only some rows of the table are published
key-evaluations-adjustments = bonuses and deductions
key-adjustments-name = what for
key-adjustments-score = points, negative for a deduction
key-evaluators = who evaluated
key-evaluators-unit = where the person works
key-role = part in the evaluation, such as "评价工作组组长"
key-evaluators-score = score that the person gave
key-leads_project = true: the same person leads the project
key-evaluations-printed = other places that state weights, scores or grades again, one each
key-printed-place = where in the report, such as "得分汇总表"
key-rows = the rows there
key-disclosure = disclosure record
key-index_number = index number
key-document_number = document number
key-topic = topic
key-approved = day of approval, used to remind of the time limit; not shown
key-issued = day of issue
key-published = day of publication, with a time such as 2020-05-01 09:30:00 where known
key-publisher = who published it
key-validity = validity
key-sources = original documents
key-file = path of the file, such as "files/report.pdf"
key-sources-title = title of the document
key-problems = list of problems
key-category = category of the problem
key-problems-unit = unit responsible
key-text = description of the problem
key-revisions = changes after publication
key-date = day
key-revisions-reason = why
key-acknowledged = differences that are published as printed, each with an explanation
key-rule = the rule
key-at = the place, as check prints it
key-note = the explanation, published beside the difference
key-acknowledged-printed = the figure as printed; when it changes, the explanation no longer holds
key-extends = the theme it builds on, by default "default"
key-theme-name = name for people
rate-of-year = Execution rate in { $year }
funds-over = { $n ->
    [one] { $year }: { $n } project that states both { $basis } and expenditure:
    *[other] { $year }: { $n } projects that state both { $basis } and expenditure:
}
funds-over-short = { $n ->
    [one] { $year }, { $n } project
    *[other] { $year }, { $n } projects
}
funds-early = { $n ->
    [one] { $n } of them was evaluated or monitored before all was done, and its expenditure may not be that of the whole year
    *[other] { $n } of them were evaluated or monitored before all was done, and their expenditure may not be that of the whole year
}
funds-not-both = { $n ->
    [one] { $n } other does not state both
    *[other] { $n } others do not state both
}
money-large = ¥{ $amount } billion
money-medium = ¥{ $amount } million
money-small = ¥{ $amount }
printed-as = printed as { $amount }
scores-by-year = Scores over the years
lost-reason = Reason
see-cell = See the cell in the score table
see-finding = see the check
found-elsewhere = In rubrics and other files that belong to no project: { $found }.
times-elsewhere = In rubrics and other files
weight-of-level = Weight, level { $level }
score-of-level = Score, level { $level }
amounts-rounded = Sums are rounded half up to two decimals; the data to download has them exactly.
lost-deviation = Reason for the deviation
menu = Menu
menu-close = Close
title-of-project = { $title } ({ $agency }, { $year })
how-much = What did it cost?
what-came = What came of it?
rated-by = { $rater } { $score } / { $maximum }
scored-by = by “{ $rubric }”
also-rated = Other totals: { $ratings }.
no-outcomes = No outcomes are singled out here.
since-last-year = Since the year before
change-none = No project of the year before ({ $year }) is marked as the same one, so that nothing is compared.
change-unscored = No total is listed for both years: scores are not compared with { $year }.
change-other-rubric = { $year } was scored by another rubric: the scores cannot be compared.
change-other-rater = { $year } was rated by somebody else: the scores cannot be compared.
change-other-period = The figures of { $year } are of another length of time: the expenditure is not compared.
change-other-maximum = { $year } had other full marks: the scores cannot be compared.
change-score-more = Score up { $by } on { $year } ({ $then } → { $now }, same rubric).
change-score-less = Score down { $by } on { $year } ({ $then } → { $now }, same rubric).
change-score-same = Same score as in { $year } ({ $now }, same rubric).
change-spent-more = Spending up { $by } on { $year } ({ $then } → { $now }).
change-spent-less = Spending down { $by } on { $year } ({ $then } → { $now }).
change-spent-same = Same spending as in { $year } ({ $now }).
largest-of = The { $shown } with the most projects, of { $n }.
all-years = All { $n } years
all-of-section = All { $n } by region, to sort and filter
sitemap-all = All { $n }
sitemap-other-series = The other { $n } are on the pages of their agencies
home-scores = Who gave which scores
picture-scores = { $n ->
    [one] { $n } project scored by "{ $rubric }", a dot (full marks { $maximum }; the background shows the grades)
    *[other] { $n } projects scored by "{ $rubric }", a dot each (full marks { $maximum }; the background shows the grades)
}
scores-of-rater = { $rater }, { $n }: lowest { $least }, median { $median }, highest { $most }
all-raters = All
all-rubrics = All
no-such-scores = There are no such scores here.
scores-in-figures = In figures
score-least = Lowest
score-median = Median
score-most = Highest
share-of = share of { $basis }
