-- One value that differs when any sketch differs, whatever the order of the rows.
SELECT concat_ws(' ', count(*), coalesce(bit_xor(md5_number_lower(concat_ws('/', text_id, clean_version))), 0))
FROM sketches
