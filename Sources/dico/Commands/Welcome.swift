import Lexicon

/// What somebody who typed the program's name alone wants to know first.
enum Welcome {
    static var text: String {
        let pages = Installed.fixtures ?? "fixtures"
        return """
            dico \(Program.version) looks words up in the dictionaries of the web.

              dico demo                                see all of it work, on recorded pages
              dico lookup                              look words up, one after the other
              dico lookup --language fr nuage          look one up; with --replay \(pages) without asking a site
              dico gateway --embedded                  a page to look words up on, at http://127.0.0.1:8080
              dico worker --bootstrap-servers HOST:PORT   answer requests of a Kafka cluster
              dico providers list                      the languages, and the sites that know them

            dico help tells of every command, dico help COMMAND of its options.
            """
    }
}
