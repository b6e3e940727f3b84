package io.streamgauge.checkpoint.storage.s3;

/** What is asked of S3, and what it takes to be allowed that. */
enum S3Operation {
    LIST("ListObjectsV2", "s3:ListBucket on the bucket"),
    HEAD(
            "HeadObject",
            "s3:GetObject on the key; without s3:ListBucket on the bucket S3 says the same of a missing one"),
    GET("GetObject", "s3:GetObject on the key; without s3:ListBucket on the bucket S3 says the same of a missing one");

    private final String request;
    private final String permission;

    S3Operation(String request, String permission) {
        this.request = request;
        this.permission = permission;
    }

    /** As S3's documentation calls it. */
    String request() {
        return request;
    }

    /** The end of a sentence: what the credentials must allow. */
    String permission() {
        return permission;
    }
}
