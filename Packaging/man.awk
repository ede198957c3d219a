# A page as argument-parser writes it, made one that man finds: "dico lookup" is dico-lookup(1), and paragraphs are told by
# a macro, where an empty line is an error.
/^\.Dt /         { gsub(/\./, "-"); sub(/^-/, ".") }
/^\.Xr /         { gsub(/\./, "-", $2) }
/^\.Nm / && !nm  { gsub(/"/, ""); nm = $0; name = substr($0, 5); gsub(/ /, "-", name); $0 = ".Nm " name }
/^\.Nm$/         { sub(/^\.Nm /, "", nm); $0 = ".Nm \"" nm "\"" }
/^\.Nd "/        { gsub(/"/, ""); }
/^$/             { $0 = ".Pp" }
                 { print }
