import Foundation
import Lexicon

/// How a language is written in HTML: its tag, its name in itself, and the way it runs.
struct LanguageText {
    /// For the attribute `lang` (BCP 47): "zh" for the language that a manifest calls `cn`.
    let tag: String
    /// What its speakers call it: "Français".
    let ownName: String
    /// For the attribute `dir`: `ltr` or `rtl`.
    let direction: String

    init(_ language: LanguageSummary) {
        tag = ([language.code] + language.aliases).first { Locale.LanguageCode($0).isISOLanguage } ?? language.code
        let locale = Locale(identifier: tag)
        let name = locale.localizedString(forLanguageCode: tag) ?? language.name
        ownName = name.prefix(1).uppercased(with: locale) + name.dropFirst()
        direction = Locale.Language(identifier: tag).characterDirection == .rightToLeft ? "rtl" : "ltr"
    }

    /// The tag of a transcription of it.
    func tag(of notation: Pronunciation.Notation) -> String {
        switch notation {
        case .ipa: tag + "-fonipa"
        case .pinyin: tag + "-Latn-pinyin"
        case .bopomofo: tag + "-Bopo"
        case .respelling: tag
        }
    }
}
