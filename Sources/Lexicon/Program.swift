/// What this program says it is, to sites, to people and to other programs.
package enum Program {
    package static let name = "dico"
    package static let version = "0.1.0"
}
