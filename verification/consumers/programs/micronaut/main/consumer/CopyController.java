package consumer;

import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationSnapshot;
import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.huawei.ims.model.HuaweiImage;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.http.HttpStatus;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Starts copies and tells how far they are. Our requests and snapshots are the JSON. */
@Controller("/copies")
@ExecuteOn(TaskExecutors.BLOCKING)
class CopyController {
    private final HuaweiImsClient images;
    private final Map<String, Operation<HuaweiImage>> copies = new ConcurrentHashMap<>();

    CopyController(HuaweiImsClient images) {
        this.images = images;
    }

    @Post
    @Status(HttpStatus.OK)
    OperationSnapshot<HuaweiImage> start(@Body HuaweiCopyImageRequest request) {
        Operation<HuaweiImage> copy = images.copyImage(request);
        copies.put(copy.id(), copy);
        return copy.latest();
    }

    @Get("/{id}")
    OperationSnapshot<HuaweiImage> progress(String id) {
        return copies.get(id).poll();
    }
}
