import Foundation
import Hummingbird
import Lexicon

/// Writes pages.
struct PageWriter {
    /// Nothing from elsewhere, and nothing that is not a file of ours.
    private static let policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

    let languages: Languages
    private let templates = PageTemplates()
    private let assets = PageAssets.Addresses()

    init(languages: Languages) {
        self.languages = languages
    }

    /// - Parameter language: The one that is chosen in the form.
    func home(_ language: LanguageSummary?) -> Response {
        let shelves = languages.all.map { language in
            let text = LanguageText(language)
            return HomeView.Language(
                tag: text.tag, ownName: text.ownName, sources: language.sources.map(SourceView.init))
        }
        let question = PageQuery(language: language, word: "", address: PageAddress.home)
        return response(
            view(of: question, title: "dico") { $0.home = HomeView(shelves: shelves) },
            headers: [.vary: "Accept-Language"])
    }

    func result(_ reply: LookupReply, to question: PageQuery, in language: LanguageSummary) -> Response {
        let title = "\(question.word) · \(LanguageText(language).ownName) · dico"
        return response(view(of: question, title: title) { $0.result = ResultView(reply, in: language) })
    }

    func notice(_ problem: Problem, to question: PageQuery) -> Response {
        let notice = NoticeView(problem, to: question, languages: languages)
        let word = notice.asked.first.map { ": \($0.text)" } ?? ""
        return response(
            view(of: question, title: "\(notice.heading)\(word) · dico") { $0.notice = notice },
            status: problem.status, headers: problem.headers)
    }

    private func view(of question: PageQuery, title: String, _ fill: (inout PageView) -> Void) -> PageView {
        let chosen = question.language ?? languages.all.first
        var view = PageView(
            title: title, word: question.word,
            languages: languages.all.map { language in
                let text = LanguageText(language)
                return .init(
                    code: language.code, tag: text.tag, ownName: text.ownName, isChosen: language.code == chosen?.code)
            }, assets: assets)
        fill(&view)
        return view
    }

    private func response(
        _ view: PageView, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]
    ) -> Response {
        let html = Array(templates.html(view).utf8)
        var headers = headers
        headers[.contentSecurityPolicy] = Self.policy
        // Asked for each time, and sent when it is another: the workers keep answers, and know for how long.
        headers[.cacheControl] = "no-cache"
        headers[.eTag] = EntityTag.weak(html)
        return .bytes(html, status: status, type: "text/html; charset=utf-8", headers: headers)
    }
}
