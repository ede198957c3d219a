import CRdkafka
import Foundation

/// The functions of librdkafka by which a client asks what it may do. They came with 2.3, and the system's may be older: each
/// is looked up by its name while the program runs.
///
/// Their types are those of librdkafka's `rdkafka.h`; whatever it has pointers to is opaque here.
struct RightsFunctions {
    typealias Include = @convention(c) (_ options: OpaquePointer?, _ isWanted: Int32) -> OpaquePointer?
    typealias MakeTopics = @convention(c) (UnsafeMutablePointer<UnsafePointer<CChar>?>?, Int) -> OpaquePointer?
    typealias Destroy = @convention(c) (OpaquePointer?) -> Void
    typealias DescribeTopics =
        @convention(c) (
            _ client: OpaquePointer?, _ topics: OpaquePointer?, _ options: OpaquePointer?, _ queue: OpaquePointer?
        ) -> Void
    typealias DescribeCluster =
        @convention(c) (
            _ client: OpaquePointer?, _ options: OpaquePointer?, _ queue: OpaquePointer?
        ) -> Void
    typealias Member = @convention(c) (OpaquePointer?) -> OpaquePointer?
    typealias Text = @convention(c) (OpaquePointer?) -> UnsafePointer<CChar>?
    typealias List =
        @convention(c) (OpaquePointer?, UnsafeMutablePointer<Int>?) -> UnsafeMutablePointer<OpaquePointer?>?
    typealias Operations = @convention(c) (OpaquePointer?, UnsafeMutablePointer<Int>?) -> UnsafePointer<Int32>?

    /// The oldest version that has them all.
    static let since = "2.3.0"

    let include: Include
    let makeTopics: MakeTopics
    let destroyTopics: Destroy
    let describeTopics: DescribeTopics
    let topicsResult: Member
    let topics: List
    let topicName: Text
    let topicError: Member
    let topicOperations: Operations
    let groupOperations: Operations
    let describeCluster: DescribeCluster
    let clusterResult: Member
    let clusterOperations: Operations

    /// Nil where the librdkafka that runs is older.
    init?() {
        guard let include = find("AdminOptions_set_include_authorized_operations", Include.self),
            let makeTopics = find("TopicCollection_of_topic_names", MakeTopics.self),
            let destroyTopics = find("TopicCollection_destroy", Destroy.self),
            let describeTopics = find("DescribeTopics", DescribeTopics.self),
            let topicsResult = find("event_DescribeTopics_result", Member.self),
            let topics = find("DescribeTopics_result_topics", List.self),
            let topicName = find("TopicDescription_name", Text.self),
            let topicError = find("TopicDescription_error", Member.self),
            let topicOperations = find("TopicDescription_authorized_operations", Operations.self),
            let groupOperations = find("ConsumerGroupDescription_authorized_operations", Operations.self),
            let describeCluster = find("DescribeCluster", DescribeCluster.self),
            let clusterResult = find("event_DescribeCluster_result", Member.self),
            let clusterOperations = find("DescribeCluster_result_authorized_operations", Operations.self)
        else { return nil }
        self.include = include
        self.makeTopics = makeTopics
        self.destroyTopics = destroyTopics
        self.describeTopics = describeTopics
        self.topicsResult = topicsResult
        self.topics = topics
        self.topicName = topicName
        self.topicError = topicError
        self.topicOperations = topicOperations
        self.groupOperations = groupOperations
        self.describeCluster = describeCluster
        self.clusterResult = clusterResult
        self.clusterOperations = clusterOperations
    }

    /// What `list` says of `object`; nil where the broker said nothing.
    static func operations(_ list: Operations, of object: OpaquePointer?) -> Set<Right.Operation>? {
        var count = 0
        guard let operations = list(object, &count) else { return nil }
        return Set(UnsafeBufferPointer(start: operations, count: count).compactMap(Right.Operation.init(rawValue:)))
    }
}

/// The function of that name, behind `rd_kafka_`, of the librdkafka that runs.
private func find<Function>(_ name: String, _ type: Function.Type) -> Function? {
    dlsym(nil, "rd_kafka_" + name).map { unsafeBitCast($0, to: type) }
}
