package dev.imagecopy.huawei.ims;

import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestClassOrder;

/** The constraints and quirks of the service, in the order in which its description lists them; a file for each part. */
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
class ConstraintsAndQuirksTest {
    @Nested
    @Order(1)
    class Requests extends RequestQuirks {}

    @Nested
    @Order(2)
    class Jobs extends JobQuirks {}

    @Nested
    @Order(3)
    class Submits extends SubmitQuirks {}

    @Nested
    @Order(4)
    class Waits extends WaitQuirks {}

    @Nested
    @Order(5)
    class Wire extends WireQuirks {}
}
