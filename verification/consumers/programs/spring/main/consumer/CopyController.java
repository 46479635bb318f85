package consumer;

import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationSnapshot;
import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.huawei.ims.model.HuaweiImage;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Starts copies and tells how far they are. Our requests and snapshots are the JSON. */
@RestController
class CopyController {
    private final HuaweiImsClient images;
    private final Map<String, Operation<HuaweiImage>> copies = new ConcurrentHashMap<>();

    CopyController(HuaweiImsClient images) {
        this.images = images;
    }

    @PostMapping("/copies")
    OperationSnapshot<HuaweiImage> start(@RequestBody HuaweiCopyImageRequest request) {
        Operation<HuaweiImage> copy = images.copyImage(request);
        copies.put(copy.id(), copy);
        return copy.latest();
    }

    @GetMapping("/copies/{id}")
    OperationSnapshot<HuaweiImage> progress(@PathVariable("id") String id) {
        return copies.get(id).poll();
    }
}
