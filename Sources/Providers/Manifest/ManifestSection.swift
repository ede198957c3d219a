/// A mapping of a manifest while it is read.
public final class ManifestSection {
}
