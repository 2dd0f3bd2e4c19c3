module kind-chaos/node-image/pause

go 1.26
