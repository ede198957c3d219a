import Lexicon

/// What somebody who typed the program's name alone wants to know first.
enum Welcome {
    static var text: String {
        """
        dico \(Program.version) looks words up in the dictionaries of the web.

          dico demo                        see all of it work, on recorded pages
          dico lookup                      look words up, one after the other
          dico lookup --language fr nuage  look one up
          dico gateway --embedded          a page to look words up on, at http://127.0.0.1:8080
          dico worker                      answer the requests of a Kafka cluster
          dico providers list              the languages, and the sites that know them

        With --replay \(Installed.fixtures ?? "fixtures") no site is asked. dico help COMMAND tells of a command's options.
        """
    }
}
