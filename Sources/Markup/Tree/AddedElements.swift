internal import CLibxml2

/// Elements that were made after a page was parsed, and that live as long as its document.
struct AddedElements {
    private var elements: [NodePointer] = []

    /// How many there are: what changes a tree over and over has to be held to some bound.
    var count: Int { elements.count }

    /// An element or a text that is nowhere yet. Its name and its content have to live as long as it.
    mutating func make(like model: xmlNode) -> NodePointer {
        let place = NodePointer.allocate(capacity: 1)
        place.initialize(to: model)
        place.pointee.parent = nil
        place.pointee.next = nil
        place.pointee.prev = nil
        elements.append(place)
        return place
    }

    func free() {
        for element in elements { element.deallocate() }
    }
}
