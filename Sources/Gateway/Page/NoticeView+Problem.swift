import Hummingbird
import Lexicon

extension NoticeView {
    /// A problem in plain words, each kind with what there is to do about it.
    init(_ problem: Problem, to question: PageQuery, languages: Languages) {
        let named = question.language.map { "The \($0.name) dictionary" } ?? "The dictionary"
        var retries = false
        var showsTried = false
        var showsWord = true
        switch problem.kind {
        case .notFound:
            heading = "No entry for"
            explanation = "None of the dictionaries that were asked has this word. Is it spelt as they would spell it?"
            showsTried = true
        case .unavailable:
            heading = "The site did not answer"
            explanation = "\(named) could not be reached, or had no time. That usually passes."
            (retries, showsTried) = (true, true)
        case .blocked:
            heading = "The site turned us away"
            explanation =
                "\(named) takes us for a robot, or does not want to be read by one. Trying again does not help; "
                + "whoever runs this service can see to it."
            showsTried = true
        case .markupChanged:
            heading = "The page could not be read"
            explanation =
                "The page of this word came, but the site has changed its mark-up, and nothing could be read off it. "
                + "Whoever runs this service can mend that; until then, read it on the site itself."
            showsTried = true
        case .timedOut, .expired:
            heading = "No answer in time"
            explanation =
                "The word was asked for, and no answer came while we waited. Try again: it may be there by now."
            retries = true
        case .brokerAway:
            heading = "Nothing can be looked up at the moment"
            explanation = "This service does not reach those who look words up. Try again in a while."
            retries = true
        case .full, .tooManyRequests:
            heading = "Too many words at once"
            explanation = "There are more questions than may be asked at a time. Wait a moment, and try again."
            retries = true
        case .rejected, .malformed:
            heading = "This cannot be looked up"
            explanation = "It is not something that a dictionary could be asked for."
        case .unknownLanguage:
            heading = "There is no such language here"
            explanation = "These are the languages that words can be looked up in:"
            showsWord = false
        default:
            heading = problem.title
            explanation = "This page cannot be shown."
            showsWord = false
        }
        asked =
            showsWord && !question.word.isEmpty
            ? [WordLink(text: question.word, tag: question.language.map { LanguageText($0).tag } ?? "", address: "")]
            : []
        let offersOthers = [.notFound, .unknownLanguage].contains(problem.kind)
        // Where there is more to say than what the page shows.
        details = offersOthers ? [] : [problem.detail]
        self.retries = retries ? [question.address] : []
        // Of the one that spoke for all, the very page: a person may read what we may not.
        tried = (showsTried ? question.language?.sources ?? [] : []).map { source in
            SourceView(problem.reply?.source?.id == source.id ? problem.reply?.source ?? source : source)
        }
        elsewhere =
            offersOthers
            ? languages.all.filter { $0.code != question.language?.code }.map { language in
                let text = LanguageText(language)
                return WordLink(
                    text: text.ownName, tag: text.tag, address: PageAddress.of(question.word, in: language.code))
            } : []
    }
}
